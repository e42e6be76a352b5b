package io.plimsoll.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphReaderTests {

    private static final Dimension ROWS = new Dimension(-1, "N");

    @TempDir
    Path folder;

    @Test
    void aGraphTellsItsInputsAndOutputsInOrder() throws IOException {
        Graph graph = Drawn.graph("linear");

        assertThat(graph.signature().inputs())
                .containsExactly(entry("features", tensor(ElementType.FLOAT, ROWS, new Dimension(20))));
        assertThat(graph.signature().outputs())
                .containsExactly(entry("score", tensor(ElementType.FLOAT, ROWS, new Dimension(1))));
        assertThat(graph.irVersion()).isEqualTo(8);
        assertThat(graph.opsets()).containsExactly(entry("ai.onnx", 17L));
        assertThat(graph.leftovers()).isEmpty();
        assertThat(graph.unsupported()).isEmpty();
        assertThat(graph.externalData()).isEmpty();
        assertThat(graph.disclosures()).isEmpty();
    }

    @Test
    void everyServedElementTypeIsRecognised() throws IOException {
        var inputs = Drawn.graph("all_types").signature().inputs();

        assertThat(inputs.keySet())
                .containsExactly("a_float", "a_double", "a_int64", "a_int32", "a_bool", "a_string", "a_float16");
        assertThat(inputs.values().stream().map(value -> ((Value.Tensor) value).element()))
                .containsExactly(
                        ElementType.FLOAT,
                        ElementType.DOUBLE,
                        ElementType.INT64,
                        ElementType.INT32,
                        ElementType.BOOL,
                        ElementType.STRING,
                        ElementType.FLOAT16);
    }

    @ParameterizedTest
    @CsvSource({"bfloat16_input, tensor(bfloat16)", "uint8_input, tensor(uint8)", "complex_input, tensor(complex64)"})
    void anotherElementTypeIsCalledByItsOnnxName(String name, String type) throws IOException {
        assertThat(Drawn.graph(name).signature().inputs()).containsExactly(entry("x", new Value.Other(type)));
    }

    @Test
    void anOperatorThatEmptyListsMakeEndTheProcessIsNamed() throws IOException {
        assertThat(Drawn.graph("gru").abortingOnEmpty()).containsExactly("GRU");
        assertThat(Drawn.graph("linear").abortingOnEmpty()).isEmpty();
    }

    @Test
    void scikitLearnsMapsAreRecognisedWithTheirKeys() throws IOException {
        assertThat(Drawn.graph("zipmap_string").signature().outputs())
                .containsEntry("output_probability", new Value.Maps(ElementType.STRING, ElementType.FLOAT));
        assertThat(Drawn.graph("zipmap_int").signature().outputs())
                .containsEntry("output_probability", new Value.Maps(ElementType.INT64, ElementType.FLOAT));
    }

    @Test
    void aSequenceOfTensorsIsNamedAndTheTensorBesideItStays() throws IOException {
        assertThat(Drawn.graph("sequence_output").signature().outputs())
                .containsExactly(
                        entry("y", new Value.Other("sequence(tensor(float))")),
                        entry("total", tensor(ElementType.FLOAT, ROWS, new Dimension(1))));
    }

    @Test
    void anInputWithAnInitializerIsToldApart() throws IOException {
        var signature = Drawn.graph("optional_initializer_input").signature();

        assertThat(signature.inputs()).containsOnlyKeys("x", "temperature");
        assertThat(signature.initialized()).containsExactly("temperature");
    }

    @Test
    void aNegativeDimensionIsAnOpenOne() throws IOException {
        var shape = new Message().message(1, new Message().number(1, -1)).message(1, new Message().number(1, 3));
        var type = new Message().message(1, new Message().number(1, 1).message(2, shape));
        var input = new Message().text(1, "x").message(2, type);

        Graph graph = Drawn.readable(read(Message.model(new Message().message(11, input))));

        assertThat(graph.signature().inputs())
                .containsExactly(entry("x", tensor(ElementType.FLOAT, Dimension.OPEN, new Dimension(3))));
    }

    @Test
    void aTensorWithoutAShapeHasNoRank() throws IOException {
        var type = new Message().message(1, new Message().number(1, 7));
        var output = new Message().text(1, "y").message(2, type);

        Graph graph = Drawn.readable(read(Message.model(new Message().message(12, output))));

        assertThat(graph.signature().outputs())
                .containsExactly(entry("y", new Value.Tensor(ElementType.INT64, List.of(), false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown_domain | needs custom operators of the domain com.example.text: Tokenize",
                "future_opset | asks for opset 99 of ai.onnx; the newest that this build knows is 26",
                "future_ir_version | is written in IR version 99; the newest that this build knows is 13"
            })
    void whatThisBuildDoesNotKnowIsSaid(String name, String sentence) throws IOException {
        assertThat(Drawn.graph(name).unsupported()).containsExactly(sentence);
    }

    @Test
    void operatorsThatTheModelBringsAsFunctionsAreNotCustom() throws IOException {
        assertThat(Drawn.graph("dropout_training_in_function").unsupported()).isEmpty();
    }

    @Test
    void pathsAndHostsOfTheTrainingMachineAreReported() throws IOException {
        assertThat(Drawn.graph("doc_string_path").disclosures().stream().map(Disclosure::toString))
                .containsExactlyInAnyOrder(
                        "the description of the model names /home/someone/train.py",
                        "the description of a graph names C:\\Users\\someone\\models\\echo",
                        "the metadata of the model ('trained_on') names gpu-07.internal.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "empty, is empty",
        "truncated, ends too early",
        "html, 'is an HTML page, not an ONNX model'",
    })
    void aFileThatIsNoModelSaysWhy(String name, String reason) throws IOException {
        assertThat(Drawn.reason(GraphReader.read(Drawn.file("unreadable/" + name + ".onnx"))))
                .startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a model",
                "{\"model\": 1}",
                "PK\u0003\u0004",
                "version https://git-lfs.github.com/spec/v1",
                "\u001f\u008b",
                "\u0080\u0002",
                "\u0089HDF",
                "    ORTM",
                " <!DOCTYPE html>"
            })
    void pagesArchivesAndOtherFormatsAreNoModel(String content) throws IOException {
        assertThat(Drawn.reason(read(content.getBytes(StandardCharsets.ISO_8859_1))))
                .contains("not an ONNX model");
    }

    @Test
    void aLengthBeyondTheFileEndsTheReading() throws IOException {
        byte[] bytes = new Message().number(1, 8).head(7, 2_000_000_000).bytes();

        assertThat(Drawn.reason(read(bytes)))
                .isEqualTo("ends too early: a part of 2000000000 bytes begins where 0 are left");
    }

    @Test
    void aLengthBelowZeroEndsTheReading() throws IOException {
        byte[] bytes = new Message().number(1, 8).head(7, -1).bytes();

        assertThat(Drawn.reason(read(bytes))).startsWith("ends too early: a part of 4294967295 bytes");
    }

    @Test
    void bodiesWithinBodiesEndAtADepthThatProtobufHasToo() throws IOException {
        var graph = new Message();
        for (int depth = 0; depth < 5_000; depth++) {
            graph = new Message().message(1, new Message().message(5, Message.body("body", graph)));
        }

        assertThat(Drawn.reason(read(Message.model(graph)))).isEqualTo("is nested deeper than 100 messages");
    }

    @Test
    void typesWithinTypesEndToo() throws IOException {
        var type = new Message();
        for (int depth = 0; depth < 5_000; depth++) {
            type = new Message().message(4, new Message().message(1, type));
        }
        var input = new Message().text(1, "x").message(2, type);

        assertThat(Drawn.reason(read(Message.model(new Message().message(11, input)))))
                .isEqualTo("is nested deeper than 100 messages");
    }

    @Test
    void aNameLongerThanAnyRealOneIsRefused() throws IOException {
        var node = Message.node("Identity", "x".repeat(100_000), "y");

        assertThat(Drawn.reason(read(Message.model(new Message().message(1, node)))))
                .startsWith("has a name of 100000 bytes");
    }

    @Test
    void namesThatWouldFillTheHeapAreRefused() throws IOException {
        byte[] name = new Message().text(1, "").bytes();
        var node = new byte[name.length * 3_000_000];
        for (int at = 0; at < node.length; at++) {
            node[at] = name[at % name.length];
        }

        assertThat(Drawn.reason(read(Message.model(new Message().raw(1, node)))))
                .isEqualTo("has more names and shapes than 128 MiB can hold");
    }

    @Test
    void weightsAreSkippedAndNotRead() throws IOException {
        int weights = 300 << 20;
        byte[] name = new Message().text(8, "weights").bytes();
        byte[] tensor = new Message().number(2, 1).head(9, weights).bytes();
        int tensorLength = name.length + tensor.length + weights;
        byte[] graph = new Message().head(5, tensorLength).bytes();
        byte[] model =
                new Message().number(1, 8).head(7, graph.length + tensorLength).bytes();
        byte[] head = ByteBuffer.allocate(model.length + graph.length + name.length + tensor.length)
                .put(model)
                .put(graph)
                .put(name)
                .put(tensor)
                .array();
        var stream = new MostlyZeros(head);

        Graph read = ModelReader.read(Wire.over(stream, head.length + weights));

        assertThat(read.signature().inputs()).isEmpty();
        assertThat(stream.read).isLessThan(1 << 20);
    }

    @Test
    void aFileThatIsNotThereIsTheDisksFailure() {
        assertThatThrownBy(() -> GraphReader.read(folder.resolve("nowhere.onnx")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({"true, ok😀", "false, però", "false, 中文", "true, 🇩🇪"})
    void textAboveThePlaneThatJavasBindingPassesOnIsSeen(boolean there, String label) throws IOException {
        var labels = new Message().text(1, "values_strings").text(9, "low").text(9, label);
        var encoder = Message.node("Identity", "x", "y").message(5, labels);
        Graph inAttribute = Drawn.readable(read(Message.model(new Message().message(1, encoder))));
        assertThat(inAttribute.signature().supplementary()).isEqualTo(there);

        var words = new Message().number(1, 1).number(2, 8).text(6, label).text(8, "words");
        Graph inTensor = Drawn.readable(read(Message.model(new Message().message(5, words))));
        assertThat(inTensor.signature().supplementary()).isEqualTo(there);
    }

    private GraphReading read(Message model) throws IOException {
        return read(model.bytes());
    }

    private GraphReading read(byte[] bytes) throws IOException {
        return GraphReader.read(Files.write(folder.resolve("model.onnx"), bytes));
    }

    private static Value tensor(ElementType element, Dimension... shape) {
        return new Value.Tensor(element, List.of(shape), true);
    }

    /** A file whose head is given and whose rest is zeros, which counts what was looked at. */
    private static final class MostlyZeros extends InputStream {

        private final byte[] head;
        private long at;
        private long read;

        MostlyZeros(byte[] head) {
            this.head = head;
        }

        @Override
        public int read() {
            read++;
            long place = at++;
            return place < head.length ? head[(int) place] & 0xff : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            for (int count = 0; count < length; count++) {
                bytes[offset + count] = (byte) read();
            }
            return length;
        }

        @Override
        public long skip(long count) {
            at += count;
            return count;
        }
    }
}
