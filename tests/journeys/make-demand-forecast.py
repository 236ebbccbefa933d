#!/usr/bin/python3
"""Writes a demand forecast as CSV for the practice environment: ROWS records, BAD of which fail.

    make-demand-forecast.py ROWS BAD OUT

The bad records are spread over the file. About five in six name an item that does not exist, in a
few distinct values; the others have a quantity with a decimal comma. The bad records differ from
each other in item, site and date, and stay different when every bad item number is replaced by
one that exists: a file of the failing rows, mended that way, imports without an error. The same
arguments always give the same file.
"""

import csv
import datetime
import sys

COLUMNS = ["FORECASTMODELID", "ITEMNUMBER", "INVENTORYSITEID", "INVENTORYWAREHOUSEID",
           "DEMANDFORECASTDATE", "QUANTITY", "QUANTITYUNITSYMBOL", "COMMENTS"]
FIRST_MONDAY = datetime.date(2026, 11, 23)
# Company usmf has not released every seventeenth product.
ITEMS = [f"{family}{number:04}" for family, count in (("D", 240), ("M", 160))
         for number in range(1, count + 1) if number % 17]
MISSING_ITEMS = ["D0177-X", "D0177-X", "M0319", "D0212-X", "D0177-X", "M0319", "X-SAMPLE"]
COMMENTS = {11: "Campaign, online shops", 42: "Black Friday", 95: "New listing, two regions",
            140: "Estimate of the branch"}
SITES = [("1", ["11", "12", "13"]), ("2", ["21", "22"])]


def week(number):
    return (FIRST_MONDAY + datetime.timedelta(weeks=number)).isoformat()


def good_record(index):
    """The record at that place of a forecast without faults: no two share item, site and date."""
    place = index % len(ITEMS)
    round_ = index // len(ITEMS)
    site, warehouses = SITES[round_ % len(SITES)]
    mixed = (index * 7919 + 104729) % 9973
    by_weight = place % 9 == 4
    quantity = f"{mixed % 400 / 4 + 0.25:g}" if by_weight else str(mixed % 240 + 6)
    return {
        "FORECASTMODELID": "CurrentF",
        "ITEMNUMBER": ITEMS[place],
        "INVENTORYSITEID": site,
        "INVENTORYWAREHOUSEID": warehouses[mixed % len(warehouses)],
        "DEMANDFORECASTDATE": week(round_ // len(SITES)),
        "QUANTITY": quantity,
        "QUANTITYUNITSYMBOL": "kg" if by_weight else "ea",
        "COMMENTS": COMMENTS.get(mixed % 200, ""),
    }


def spoil(record, order, bad):
    """Makes the record the bad one number `order` of `bad`."""
    with_wrong_quantity = bad - round(bad * 31 / 37)
    if order % 6 == 3 and order // 6 < with_wrong_quantity:
        record["QUANTITY"] = ["1,5", "12,25", "0,75", "1,5", "7,5", "2,5"][order // 6 % 6]
        return
    site, warehouses = SITES[order % len(SITES)]
    record.update(ITEMNUMBER=MISSING_ITEMS[order % len(MISSING_ITEMS)], INVENTORYSITEID=site,
                  INVENTORYWAREHOUSEID=warehouses[0], DEMANDFORECASTDATE=week(order // len(SITES)))


def main():
    if len(sys.argv) != 4 or not all(argument.isdigit() for argument in sys.argv[1:3]):
        sys.exit("usage: make-demand-forecast.py ROWS BAD OUT")
    rows, bad = int(sys.argv[1]), int(sys.argv[2])
    if bad > rows:
        sys.exit("BAD cannot be more than ROWS")
    # The middle of each of `bad` equal stretches, moved a little so that they look less even.
    places = {order * rows // bad + (order * 5 + 2) % max(1, rows // bad): order for order in range(bad)}
    with open(sys.argv[3], "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for index in range(rows):
            record = good_record(index)
            if index in places:
                spoil(record, places[index], bad)
            writer.writerow(record)


if __name__ == "__main__":
    main()
