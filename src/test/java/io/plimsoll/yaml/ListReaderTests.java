package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.accepted;
import static io.plimsoll.yaml.Contracts.contract;
import static io.plimsoll.yaml.Contracts.problem;
import static io.plimsoll.yaml.Contracts.problems;
import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Member;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists: of values, of vectors, of records, and of the same length as another. */
class ListReaderTests {

    private static final String BASKET = withInputs("""
            - name: item_list
              type: list
              min_items: 0
              max_items: 200
              default: []
              mask: item_mask
              lengths: item_count
              items:
                type: record
                fields:
                  - {name: sku, type: integer, min: 0, pad: 0, tensor: item_id}
                  - tensor: item_numbers
                    pad: nan
                    each: {type: number, missing: nan}
                    columns: [{name: price, type: decimal, scale: 2, min: "0.01", example: "12.50"}, discount]
            """);

    @Test
    void theItemsOfAListMayBeRecordsWhoseFieldsGoToPlacesOfTheirOwn() {
        Input input = contract(BASKET).inputs().getFirst();

        var sku = Field.of("sku", new IntegerType(0L, null, List.of()), new Absence.Required());
        var price = new Field(
                "price",
                new DecimalType(new BigDecimal("0.01"), null, 2),
                new Absence.Required(),
                null,
                null,
                new Scalar.Text("12.50"),
                false,
                null);
        var discount = Field.of("discount", new NumberType(null, null), new Absence.Missing(new Filler.Nan()));
        var type = new ListType(0, 200, null, new ListType.Items.Records(List.of(sku, price, discount)));
        assertThat(input.field()).isEqualTo(Field.of("item_list", type, new Absence.Empty()));
        assertThat(input.target())
                .isEqualTo(new Target.Items(
                        List.of(
                                new Member(new Target.Named("item_id"), new Filler.Number(0)),
                                new Member(new Target.Grouped("item_numbers", 0), new Filler.Nan()),
                                new Member(new Target.Grouped("item_numbers", 1), new Filler.Nan())),
                        "item_mask",
                        "item_count"));
    }

    @Test
    void theLeavesOfAListHaveThePathsThatErrorsName() {
        assertThat(contract(BASKET).leaves())
                .extracting(Leaf::path)
                .containsExactly("item_list.sku", "item_list.price", "item_list.discount");
    }

    @Test
    void aListOfValuesFillsItsOwnTensor() {
        Input input = contract(withInputs("""
                        - name: item_ids
                          type: list
                          tensor: ids
                          items: {type: integer, min: 0, missing: -1, pad: 0}
                        """)).inputs().getFirst();

        var item =
                Field.of("item_ids", new IntegerType(0L, null, List.of()), new Absence.Missing(new Filler.Number(-1)));
        assertThat(input)
                .isEqualTo(new Input(
                        Field.of(
                                "item_ids",
                                new ListType(1, 1000, null, new ListType.Items.Values(item)),
                                new Absence.Required()),
                        new Target.Items(
                                List.of(new Member(new Target.Named("ids"), new Filler.Number(0))), null, null)));
    }

    @Test
    void aListMayHoldVectors() {
        Input input = contract(withInputs("""
                        - name: frames
                          type: list
                          tensor: frames
                          items: {type: vector, length: 4, missing: zeros, pad: zeros, items: {type: number}}
                        """)).inputs().getFirst();

        ListType.Items items = ((ListType) input.field().type()).items();
        assertThat(items.fields()).singleElement().satisfies(field -> {
            assertThat(field.type())
                    .isInstanceOfSatisfying(
                            VectorType.class,
                            vector -> assertThat(vector.length()).isEqualTo(4));
            assertThat(field.absence()).isEqualTo(new Absence.Missing(new Filler.Zeros()));
        });
    }

    @Test
    void aVectorInAListMayBeMissingAsItsValuesAre() {
        Input input = contract(withInputs("""
                        - name: frames
                          type: list
                          items:
                            type: record
                            fields:
                              - {name: v, type: vector, length: 4, missing: -1, items: {type: number, missing: -1}, tensor: v}
                        """)).inputs().getFirst();

        Absence missing = new Absence.Missing(new Filler.Number(-1));
        ListType.Items items = ((ListType) input.field().type()).items();
        assertThat(items.fields())
                .containsExactly(Field.of(
                        "v", new VectorType(4, Field.of("v", new NumberType(null, null), missing)), missing));
    }

    @Test
    void whatASensitiveListOrVectorHoldsIsSensitive() {
        List<Input> inputs = contract(withInputs("""
                - {name: visits, type: list, sensitive: true, tensor: visits, items: {type: date}}
                - {name: voice, type: vector, sensitive: true, tensor: voice, length: 2, items: {type: number}}
                """)).inputs();

        assertThat(((ListType) inputs.getFirst().field().type()).items().fields())
                .extracting(Field::sensitive)
                .containsExactly(true);
        assertThat(((VectorType) inputs.getLast().field().type()).items().sensitive())
                .isTrue();
    }

    @Test
    void theNamesOfARecordAreApartFromThoseOfTheContract() {
        Contract contract = contract(withInputs("""
                - {name: price, type: number, tensor: price}
                - {name: first, type: list, items: {type: record, fields: [{name: price, type: number, tensor: a}]}}
                - {name: second, type: list, items: {type: record, fields: [{name: price, type: number, tensor: b}]}}
                """));

        assertThat(contract.leaves()).extracting(Leaf::path).containsExactly("price", "first.price", "second.price");
    }

    @Test
    void theNamesWithinARecordAreHeldApartAndLookedAt() {
        assertThat(problems(withInputs("""
                - name: item_list
                  type: list
                  items:
                    type: record
                    fields:
                      - {name: price, type: number, tensor: a}
                      - {name: Price, type: number, tensor: b}
                      - {tensor: c, each: {type: number}, columns: [price]}
                """)))
                .containsExactly(
                        "11:12 Price differs only in case from price at model.yaml:10:12",
                        "12:55 a second field price; the first is at model.yaml:10:12");
        assertThat(accepted(withInputs("""
                        - {name: item_list, type: list, items: {type: record, fields: [{name: x1, type: number, tensor: a}]}}
                        """)).warnings())
                .extracting(Problem::toString)
                .containsExactly("model.yaml:5:67: the name x1 means nothing to a business");
    }

    @Test
    void aListOfTheSameLengthHasTheBoundsOfTheOther() {
        Contract contract = contract(withInputs("""
                - {name: prices, type: list, same_length_as: amounts, tensor: prices, items: {type: number}}
                - {name: amounts, type: list, same_length_as: skus, tensor: amounts, items: {type: number}}
                - {name: skus, type: list, min_items: 2, max_items: 9, tensor: skus, items: {type: integer}}
                """));

        assertThat(contract.inputs())
                .extracting(input -> (ListType) input.field().type())
                .allSatisfy(list -> {
                    assertThat(list.minItems()).isEqualTo(2);
                    assertThat(list.maxItems()).isEqualTo(9);
                })
                .extracting(ListType::sameLengthAs)
                .containsExactly("amounts", "skus", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            same_length_as: sku                              | same_length_as: no list among the inputs is named sku; did you mean skus?
            same_length_as: age                              | same_length_as: no list among the inputs is named age
            same_length_as: prices                           | same_length_as: the lists name each other in a circle: prices, prices
            same_length_as: skus, max_items: 1               | same_length_as: it has 1 to 1 items and the other 2 to 9, so no request fits both
            """)
    void aListOfTheSameLengthNamesAnotherThatItCanMatch(String keys, String problem) {
        assertThat(problem(withInputs("""
                - {name: age, type: number, tensor: age}
                - {name: skus, type: list, min_items: 2, max_items: 9, tensor: skus, items: {type: integer}}
                - {name: prices, type: list, tensor: prices, items: {type: number}, %s}
                """.formatted(keys)))).isEqualTo(problem);
    }

    @Test
    void listsThatNameEachOtherAreTold() {
        assertThat(problems(withInputs("""
                - {name: skus, type: list, tensor: skus, items: {type: integer}, same_length_as: prices}
                - {name: prices, type: list, tensor: prices, items: {type: number}, same_length_as: skus}
                """)))
                .containsExactly(
                        "5:68 same_length_as: the lists name each other in a circle: skus, prices, skus",
                        "6:71 same_length_as: the lists name each other in a circle: prices, skus, prices");
    }

    @Test
    void aListThatHasAProblemOfItsOwnIsNotMissedAsWell() {
        assertThat(problem(withInputs("""
                - {name: skus, type: list, tensor: skus, items: {type: nothing}}
                - {name: prices, type: list, tensor: prices, items: {type: number}, same_length_as: skus}
                """))).startsWith("type: found nothing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: list                                                  | an input field needs the key items
            type: list, items: number                                   | items: found number, expected the keys type, title, unit, example, sensitive, default, missing, pad, min, max, min_length, max_length, pattern, values, values_from, scale, length, items, on_unknown, one_hot, zeros, fields
            type: list, items: {min: 0}                                 | items needs the key type
            type: list, items: {type: list}                             | type: found list, which cannot stand in items, expected one of integer, number, decimal, boolean, category, string, date, datetime, vector, record
            type: list, items: {type: number, tensor: age}              | unknown key tensor in items; it belongs in an input field or a group of columns or a field of a record
            type: list, items: {type: number}, pad: 0                   | unknown key pad in an input field; it belongs in items or a field of a record or a group of a record
            type: list, items: {type: number}, missing: nan             | missing: a list has none; write it at the items, or default: [] with min_items: 0
            type: list, items: {type: number}, default: []              | default: a list without items needs min_items: 0
            type: list, items: {type: number}, min_items: 0, default: 3 | default: found 3, expected [], a list without items
            type: list, items: {type: number}, min_items: 0, default: [3] | default: found a list, expected [], a list without items
            type: list, items: {type: number}, example: [3]             | example: stands at the items of a list
            type: list, items: {type: number}, unit: EUR                | unit: stands at the items of a list
            type: list, items: {type: number}, min_items: 3, max_items: 2 | min_items: is above max_items
            type: list, items: {type: number}, max_items: 0             | max_items: found 0, expected a whole number from 1 to 65536
            type: list, items: {type: number}, min: 0                   | min: does not belong to type list but to integer, number, decimal, date, datetime
            type: list, items: {type: number, pad: false}               | pad: found false, expected nan, zeros (which is false), a number or a word
            type: list, items: {type: number, pad: NO}                  | pad: NO may be read as true or false; quote it: "NO"
            type: list, items: {type: number, example: a}               | example: found a, expected a number
            type: list, items: {type: number, fields: []}               | fields: does not belong to type number but to record
            type: list, items: {type: vector, length: 2, missing: nan, items: {type: number, missing: 0}} | missing: the items of the vector have another one; within a list write the same, or one of the two
            type: number, mask: age                                     | mask: does not belong to type number but to list
            """)
    void aListOfValuesIsToldWhatIsWrong(String keys, String problem) {
        assertThat(problem(withField(keys))).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: record                                                  | items needs the key fields
            type: record, fields: []                                      | fields: found none, expected at least one
            type: record, pad: 0, fields: [{name: sku, type: integer, tensor: a}] | pad: stands at the fields of a record
            type: record, fields: [{name: sku, type: integer}]            | a field of a record needs the key tensor
            type: record, fields: [{name: sku, type: list, tensor: a}]    | type: found list, which cannot stand in a field of a record, expected one of integer, number, decimal, boolean, category, string, date, datetime, vector
            type: record, fields: [{name: sku, type: record, tensor: a}]  | type: found record, which cannot stand in a field of a record, expected one of integer, number, decimal, boolean, category, string, date, datetime, vector
            type: record, fields: [{name: sku, type: integer, tensor: a, reason: {code: R, text: t}}] | unknown key reason in a field of a record; it belongs in an input field or a column of a group
            type: record, fields: [{tensor: a, columns: [{name: sku, type: integer, reason: {code: R, text: t}}]}] | reason: stands at an input field; the items of a list have none of their own
            type: record, fields: [{tensor: a, columns: [sku]}]           | sku: a bare name needs the group's key each, which says its type
            type: record, fields: [{tensor: a, pad: 0}]                   | a group of a record needs the key columns
            type: record, fields: [{tensor: a, each: {type: number, pad: 0}, columns: [sku]}] | unknown key pad in each; it belongs in items or a field of a record or a group of a record
            """)
    void aListOfRecordsIsToldWhatIsWrong(String items, String problem) {
        assertThat(problem(withInputs("- {name: item_list, type: list, items: {" + items + "}}")))
                .isEqualTo(problem);
    }

    @Test
    void theTensorOfAListOfRecordsStandsAtItsFields() {
        assertThat(problem(withInputs("""
                - {name: item_list, type: list, tensor: b, items: {type: record, fields: [{name: sku, type: integer, tensor: a}]}}
                """)))
                .isEqualTo("tensor: stands at the fields of a record, each of which has a place of its own");
    }

    @Test
    void aMissingQuoteWithinARecordHasItsOwnMessage() {
        assertThat(problem(withInputs("""
                - name: item_list
                  type: list
                  items: {type: record, fields: [{name: sku, type: integer, tensor: numbers[0]}]}
                """))).isEqualTo("a quote is missing: write tensor: \"numbers[0]\"");
    }

    @Test
    void contextMayHoldListsAndVectors() {
        Contract contract = contract(withField("type: number") + """
                request:
                  context:
                    - {name: vouchers, type: list, max_items: 5, items: {type: string, max_length: 20}}
                    - {name: position, type: vector, length: 2, required: true, items: {type: number}}
                    - name: lines
                      type: list
                      min_items: 0
                      items: {type: record, fields: [{name: note, type: string}, {name: total, type: number, required: true}]}
                """);

        List<Field> context = contract.request().context();
        assertThat(context)
                .extracting(Field::absence)
                .containsExactly(new Absence.Optional(), new Absence.Required(), new Absence.Optional());
        assertThat(((ListType) context.getFirst().type()).items().fields())
                .extracting(Field::absence)
                .containsExactly(new Absence.Required());
        assertThat(((VectorType) context.get(1).type()).items().absence()).isEqualTo(new Absence.Required());
        assertThat(((ListType) context.getLast().type()).items().fields())
                .extracting(Field::absence)
                .containsExactly(new Absence.Optional(), new Absence.Required());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: list, mask: a, items: {type: number}        | unknown key mask in a context field; it belongs in an input field
            type: list, items: {type: number, missing: 0}     | unknown key missing in items of the context; it belongs in an input field or each or a column of a group
            type: list, tensor: a, items: {type: number}      | unknown key tensor in a context field; it belongs in an input field or a group of columns or a field of a record
            type: list, items: {type: record, fields: [{name: a, type: number, tensor: b}]} | unknown key tensor in a field of a record of the context; it belongs in an input field or a group of columns or a field of a record
            """)
    void aListOfTheContextFillsNothing(String keys, String problem) {
        assertThat(problems(withField("type: number") + "request: {context: [{name: vouchers, " + keys + "}]}\n")
                        .getFirst())
                .endsWith(problem);
    }

    @Test
    void anItemWithOverAMillionColumnsIsRefused() {
        assertThat(problem(withInputs("""
                - name: item_list
                  type: list
                  items:
                    type: record
                    fields:
                      - {name: past, type: vector, length: 1048576, items: {type: number}, tensor: a}
                      - {name: next, type: number, tensor: b}
                """))).isEqualTo("items: an item has 1048577 columns, at most 1048576");
    }
}
