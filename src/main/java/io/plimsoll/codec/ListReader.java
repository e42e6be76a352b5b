package io.plimsoll.codec;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads lists, item after item into cells that lie behind each other. What comes behind the most items that may be sent
 * must still be JSON, and that is all that is asked of it.
 */
final class ListReader extends FieldReader {

    private static final Violation NO_ROOM =
            new Violation(Rule.ITEMS, null, "needs more memory than one call gets; send fewer rows or items at a time");

    private final ListType type;
    private final int itemCells;
    private final ItemReader items;

    ListReader(Field field, Destination destination, ListType type, Elements elements) {
        super(field, destination);
        this.type = type;
        this.itemCells = destination.stores() ? type.itemCells() : 0;
        this.items = ItemReader.of(type.items(), destination.inside(), elements);
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (token != JsonToken.START_ARRAY) {
            refuseType(parser, token, row, "must be a list");
            return;
        }
        int first = row.features().cells();
        boolean room = true;
        int count = 0;
        row.path.enter(name());
        JsonToken item;
        while ((item = parser.nextToken()) != JsonToken.END_ARRAY) {
            room &= row.hasRoom(itemCells);
            if (count < type.maxItems() && room) {
                row.path.item(count);
                items.read(parser, item, row, row.features().addCells(itemCells));
            } else {
                JsonSource.skip(parser, item);
            }
            count++;
        }
        row.path.leave();
        Violation violation = violation(count, room);
        if (violation != null) {
            refuse(row, violation);
        } else if (destination().stores()) {
            row.features().putItems(row.row(), at, first, count);
        }
    }

    private @Nullable Violation violation(int count, boolean room) {
        Violation violation = type.violation(count);
        return violation != null || room ? violation : NO_ROOM;
    }
}
