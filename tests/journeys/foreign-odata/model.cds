// A small service of plain OData v4: customers of groups, in two legal entities.
namespace foreign;

entity CustomerGroups {
  key CustomerGroupId : String(10);
      Description     : String(60);
      PaymentTermName : String(30);
}

entity Customers {
  key dataAreaId        : String(4);
  key CustomerAccount   : String(20);
      OrganizationName  : String(100);
      CreditLimit       : Decimal(16, 2);
      RecordId          : Int64;
      Rating            : Double;
      OnHold            : Boolean;
      Since             : Date;
      ModifiedDateTime  : Timestamp;
      Notes             : LargeString;
      Kind              : String enum { Organization; Person; };
      Group             : Association to CustomerGroups;
}

@path: '/data'
@cds.query.limit: { default: 1000, max: 1000 }
service Data {
  @readonly entity CustomersV3 as projection on Customers;
  @readonly entity CustomerGroupsV3 as projection on CustomerGroups;
}
