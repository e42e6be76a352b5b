package io.plimsoll.draft;

import static io.plimsoll.draft.Columns.N;
import static io.plimsoll.draft.Columns.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.contract.VectorType;
import io.plimsoll.draft.InputsDraft.Drafted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and vectors, out of rows of JSON and the axes of a graph. */
class ListDraftTests {

    private final Map<String, Value> graph = new LinkedHashMap<>();
    private final Remarks remarks = new Remarks();

    @TempDir
    private Path folder;

    @Test
    void aListFillsTheInputWithItsName() throws Exception {
        graph.put("user", tensor(ElementType.INT64, N));
        graph.put("items", tensor(ElementType.INT64, N, N));

        Input items = draft("{\"user\": 7, \"items\": [1, 2, 3]}").getLast().input();

        assertThat(type(items)).isEqualTo(list("items", new IntegerType(null, null, List.of())));
        assertThat(((Target.Items) items.target()).members())
                .extracting(Input.Member::target)
                .containsExactly(new Target.Named("items"));
        assertThat(remarks.guesses()).isZero();
    }

    @Test
    void theOnlyListFillsTheOnlyInputThatTakesOneAndIsMarked() throws Exception {
        graph.put("item_ids", tensor(ElementType.INT64, N, N));

        assertThat(draft("{\"basket\": [1, 2]}")).hasSize(1);
        assertThat(remarks.comments().get("field basket")).contains("guessed", "item_ids");
    }

    @Test
    void membersOfRecordsFillInputsThatEndWithTheirNamesAndTheOthersAMatrix() throws Exception {
        graph.put("item_id", tensor(ElementType.INT64, N, N));
        graph.put("facts", tensor(ElementType.FLOAT, N, N, 3));
        graph.put("item_mask", tensor(ElementType.BOOL, N, N));
        graph.put("n_items", tensor(ElementType.INT64, N));

        Input items = draft(
                        "{\"items\": [{\"id\": 1, \"price\": 2.5, \"kind\": \"b\"}, {\"id\": 2, \"kind\": \"a\"}]}",
                        "{\"items\": [{\"id\": 3, \"price\": 1, \"kind\": \"a\"}]}")
                .getFirst()
                .input();

        var records = (ListType.Items.Records) type(items).items();
        assertThat(records.fields()).extracting(Field::name).containsExactly("id", "price", "kind");
        assertThat(records.fields().getLast().type())
                .isInstanceOfSatisfying(
                        CategoryType.class, kind -> assertThat(kind.oneHot()).isTrue());
        var target = (Target.Items) items.target();
        assertThat(target.members())
                .extracting(Input.Member::target)
                .containsExactly(
                        new Target.Named("item_id"), new Target.Grouped("facts", 0), new Target.Grouped("facts", 1));
        assertThat(target.mask()).isEqualTo("item_mask");
        assertThat(target.lengths()).isEqualTo("n_items");
    }

    @Test
    void aSeriesHasTheLengthOfItsAxis() throws Exception {
        graph.put("history", tensor(ElementType.FLOAT, N, 2, 3));

        ListType type =
                type(draft("{\"history\": [[1, 2, 3], [4, 5, 6.5]]}").getFirst().input());

        assertThat(type.minItems()).isEqualTo(2);
        assertThat(type.maxItems()).isEqualTo(2);
        assertThat(type.items().fields().getFirst().type())
                .isInstanceOfSatisfying(
                        VectorType.class, vector -> assertThat(vector.length()).isEqualTo(3));
    }

    @Test
    void listsBesideEachOtherAreEquallyLongIfTheyAreSoInEveryRow() throws Exception {
        graph.put("ids", tensor(ElementType.INT64, N, N));
        graph.put("prices", tensor(ElementType.FLOAT, N, N));

        List<Drafted> inputs = draft("{\"ids\": [1, 2], \"prices\": [1.5, 2]}", "{\"ids\": [], \"prices\": []}");
        assertThat(type(inputs.getLast().input()).sameLengthAs()).isEqualTo("ids");

        inputs = draft("{\"ids\": [1, 2], \"prices\": [1.5]}");
        assertThat(type(inputs.getLast().input()).sameLengthAs()).isNull();
    }

    @Test
    void aListUnderTheNameOfAFixedWidthIsAVector() throws Exception {
        graph.put("embedding", tensor(ElementType.FLOAT, N, 3));

        assertThat(draft("{\"embedding\": [1, 2, 3]}")
                        .getFirst()
                        .input()
                        .field()
                        .type())
                .isEqualTo(new VectorType(3, Field.of("", new NumberType(null, null), new Absence.Required())));
    }

    private List<Drafted> draft(String... lines) throws IOException, Undraftable {
        Table table = TableReader.read(Files.write(folder.resolve("rows.jsonl"), List.of(lines)), ',');
        return InputsDraft.of(
                Placement.of(Columns.graph(graph), table, table.columns(), Map.of()), new Names(), remarks);
    }

    private static ListType type(Input input) {
        return (ListType) input.field().type();
    }

    private static ListType list(String name, IntegerType item) {
        return new ListType(1, 1000, null, new ListType.Items.Values(Field.of(name, item, new Absence.Required())));
    }
}
