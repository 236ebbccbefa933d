#include "app/practice/odata/Labels.h"

namespace practice::odata {
namespace {

struct Words {
    const char *german;
    const char *french;
};

const std::map<std::string, Words, std::less<>> &words()
{
    static const std::map<std::string, Words, std::less<>> all{
        {"Customers V3", {"Debitoren V3", "Clients V3"}},
        {"Customer groups", {"Debitorengruppen", "Groupes de clients"}},
        {"Customer postal addresses", {"Postanschriften der Debitoren", "Adresses postales des clients"}},
        {"Vendors V2", {"Kreditoren V2", "Fournisseurs V2"}},
        {"Vendor groups", {"Kreditorengruppen", "Groupes de fournisseurs"}},
        {"Released products V2", {"Freigegebene Produkte V2", "Produits lancés V2"}},
        {"Sales order headers V2", {"Auftragsköpfe V2", "En-têtes de commande client V2"}},
        {"Sales order lines", {"Auftragspositionen", "Lignes de commande client"}},
        {"Purchase order headers V2", {"Bestellköpfe V2", "En-têtes de commande fournisseur V2"}},
        {"Purchase order lines V2", {"Bestellpositionen V2", "Lignes de commande fournisseur V2"}},
        {"General journal headers", {"Allgemeine Erfassungsköpfe", "En-têtes de journal général"}},
        {"General journal lines", {"Allgemeine Erfassungszeilen", "Lignes de journal général"}},
        {"General journal account entries", {"Sachkontobuchungen", "Écritures comptables"}},
        {"Legal entities", {"Juristische Personen", "Entités juridiques"}},
        {"Currencies", {"Währungen", "Devises"}},
        {"Exchange rates", {"Wechselkurse", "Taux de change"}},
        {"Main accounts", {"Hauptkonten", "Comptes principaux"}},
        {"Countries/regions", {"Länder/Regionen", "Pays/Régions"}},
        {"Units of measure", {"Maßeinheiten", "Unités de mesure"}},
        {"Terms of payment", {"Zahlungsbedingungen", "Conditions de paiement"}},
        {"Terms of delivery", {"Lieferbedingungen", "Conditions de livraison"}},
        {"Modes of delivery", {"Lieferarten", "Modes de livraison"}},
        {"Sales tax groups", {"Mehrwertsteuergruppen", "Groupes de taxe"}},
        {"Sites", {"Standorte", "Sites"}},
        {"Warehouses", {"Lagerorte", "Entrepôts"}},
        {"Warehouse on-hand V2", {"Verfügbarer Lagerbestand V2", "Stock disponible en entrepôt V2"}},
        {"Journal names", {"Erfassungsnamen", "Noms de journal"}},
        {"Forecast models", {"Planungsmodelle", "Modèles de prévision"}},
        {"Demand forecast entries", {"Absatzplanungseinträge", "Entrées de prévision de la demande"}},
        {"Item model groups", {"Lagersteuerungsgruppen", "Groupes de modèles d'articles"}},
        {"Item groups", {"Artikelgruppen", "Groupes d'articles"}},
        {"Bank accounts", {"Bankkonten", "Comptes bancaires"}},
        {"Fixed assets V2", {"Anlagen V2", "Immobilisations V2"}},
        {"Workers", {"Arbeitskräfte", "Collaborateurs"}},
        {"Contacts V3", {"Kontakte V3", "Contacts V3"}},
        {"Users", {"Benutzer", "Utilisateurs"}},
        {"Financial dimension values", {"Finanzdimensionswerte", "Valeurs de dimension financière"}},
        {"Data projects", {"Datenprojekte", "Projets de données"}},
        {"Company", {"Unternehmen", "Société"}},
        {"Customer account", {"Debitorenkonto", "Compte client"}},
        {"Customer group id", {"Debitorengruppe", "Groupe de clients"}},
        {"Vendor account", {"Kreditorenkonto", "Compte fournisseur"}},
        {"Vendor group id", {"Kreditorengruppe", "Groupe de fournisseurs"}},
        {"Item number", {"Artikelnummer", "Numéro d'article"}},
        {"Sales order", {"Auftrag", "Commande client"}},
        {"Sales order number", {"Auftragsnummer", "Numéro de commande client"}},
        {"Purchase order", {"Bestellung", "Commande fournisseur"}},
        {"Purchase order number", {"Bestellnummer", "Numéro de commande fournisseur"}},
        {"Main account", {"Hauptkonto", "Compte principal"}},
        {"Main account id", {"Hauptkonto", "Compte principal"}},
        {"Bank account", {"Bankkonto", "Compte bancaire"}},
        {"Fixed asset", {"Anlage", "Immobilisation"}},
        {"Personnel number", {"Personalnummer", "Matricule"}},
        {"Organization name", {"Organisationsname", "Nom de l'organisation"}},
        {"Name", {"Name", "Nom"}},
        {"Description", {"Beschreibung", "Description"}},
        {"Currency", {"Währung", "Devise"}},
        {"Currency code", {"Währungscode", "Code devise"}},
        {"Sales currency code", {"Währung", "Devise"}},
        {"Payment terms", {"Zahlungsbedingungen", "Conditions de paiement"}},
        {"Credit limit", {"Kreditlimit", "Limite de crédit"}},
        {"Delivery mode", {"Lieferart", "Mode de livraison"}},
        {"Delivery terms", {"Lieferbedingung", "Conditions de livraison"}},
        {"Language id", {"Sprache", "Langue"}},
        {"Address city", {"Ort", "Ville"}},
        {"Address street", {"Straße", "Rue"}},
        {"Address zip code", {"Postleitzahl", "Code postal"}},
        {"Address country region id", {"Land/Region", "Pays/région"}},
        {"Primary contact email", {"Primäre E-Mail-Adresse", "Adresse électronique principale"}},
        {"Primary contact phone", {"Primäre Telefonnummer", "Téléphone principal"}},
        {"Gender", {"Geschlecht", "Sexe"}},
        {"Party type", {"Parteityp", "Type de partie"}},
        {"Sales price", {"Verkaufspreis", "Prix de vente"}},
        {"Purchase price", {"Einkaufspreis", "Prix d'achat"}},
        {"Product name", {"Produktname", "Nom du produit"}},
        {"Line amount", {"Zeilenbetrag", "Montant de la ligne"}},
        {"Debit amount", {"Sollbetrag", "Montant au débit"}},
        {"Credit amount", {"Habenbetrag", "Montant au crédit"}},
        {"Accounting date", {"Buchungsdatum", "Date comptable"}},
        {"Text", {"Text", "Texte"}},
        {"Quantity", {"Menge", "Quantité"}},
        {"No", {"Nein", "Non"}},
        {"Yes", {"Ja", "Oui"}},
        {"Unknown", {"Unbekannt", "Inconnu"}},
        {"Male", {"Männlich", "Masculin"}},
        {"Female", {"Weiblich", "Féminin"}},
        {"None", {"Keine", "Aucun"}},
        {"Person", {"Person", "Personne"}},
        {"Organization", {"Organisation", "Organisation"}},
        {"Invoiced", {"Fakturiert", "Facturé"}},
        {"Delivered", {"Geliefert", "Livré"}},
        {"Canceled", {"Storniert", "Annulé"}},
        // Parts of the labels that are an area and what it has.
        {"Fixed asset ", {"Anlagen", "immobilisations"}},
        {"Bank ", {"Bank", "banque"}},
        {"Budget ", {"Budget", "budget"}},
        {"Cash ", {"Barmittel", "trésorerie"}},
        {"Inventory ", {"Lager", "stock"}},
        {"Ledger ", {"Sachkonto", "comptabilité"}},
        {"Project ", {"Projekt", "projet"}},
        {"Production ", {"Produktion", "production"}},
        {"Quality ", {"Qualität", "qualité"}},
        {"Tax ", {"Steuer", "taxe"}},
        {"Warehouse ", {"Lagerort", "entrepôt"}},
        {"groups", {"gruppen", "Groupes"}},
        {"parameters", {"parameter", "Paramètres"}},
        {"journals", {"erfassungen", "Journaux"}},
        {"templates", {"vorlagen", "Modèles"}},
        {"orders", {"aufträge", "Ordres"}},
        {"rules", {"regeln", "Règles"}},
        {"documents", {"dokumente", "Documents"}},
        {"plans", {"pläne", "Plans"}},
        {"categories", {"kategorien", "Catégories"}},
        {"transactions", {"buchungen", "Transactions"}},
    };
    return all;
}

} // namespace

const std::array<std::string, 3> &labelLanguages()
{
    static const std::array<std::string, 3> languages{"en-us", "de", "fr"};
    return languages;
}

std::string translated(const std::string &english, std::size_t language)
{
    if (language == 0)
        return english;
    const bool isGerman = language == 1;
    if (const auto found = words().find(english); found != words().end())
        return isGerman ? found->second.german : found->second.french;
    for (std::size_t blank = english.find(' '); blank != std::string::npos; blank = english.find(' ', blank + 1)) {
        const auto area = words().find(english.substr(0, blank + 1));
        const auto thing = words().find(english.substr(blank + 1));
        if (area != words().end() && thing != words().end())
            return isGerman ? std::string(area->second.german) + thing->second.german
                            : std::string(thing->second.french) + " (" + area->second.french + ')';
    }
    return english;
}

} // namespace practice::odata
