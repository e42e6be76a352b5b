package io.plimsoll.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusableGraphTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    unknown_domain    | the graph uses the operator Tokenize of the domain com.example.text, which is not supported
                    unknown_operator  | the graph uses the operator Frobnicate, which opset 17 does not have
                    future_opset      | the graph uses opset 99 of ai.onnx; up to 26 is supported
                    future_ir_version | the graph has IR version 99; up to 13 is supported
                    complex_input     | the graph uses the element type tensor(complex64), which is not supported
                    external_absolute | the graph's external data is missing, is too short, or lies outside its folder
                    external_missing  | the graph's external data is missing, is too short, or lies outside its folder
                    external_dotdot   | the graph's external data is missing, is too short, or lies outside its folder
                    external_dotdot_in_if | the graph's external data is missing, is too short, or lies outside its folder
                    no_such_graph     | the graph's file does not exist
                    """)
    void theReasonIsNamed(String graph, String reason) {
        assertThat(loading(Graphs.path(graph))).hasMessage(reason);
    }

    @Test
    void aFileThatIsNoGraphOrHalfOfOneIsCalledSo(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(Graphs.path("linear"));
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
        Path page = Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><title>Not found</title>");
        Path empty = Files.createFile(folder.resolve("empty.onnx"));

        for (Path file : new Path[] {half, page, empty}) {
            assertThat(loading(file)).hasMessage("the file is not an ONNX graph, or only a part of one");
        }
    }

    @Test
    void aLocaleThatTheMachineLacksIsNamed() {
        var failure = LoadFailure.of(
                new OrtException(OrtException.OrtErrorCode.ORT_FAIL, "Failed to construct locale with name:en_US:"));

        assertThat(failure).hasMessage("the graph needs the locale en_US, which this machine does not have");
    }

    @Test
    void aFailureOfAnotherKindKeepsTheWordsOfOnnxRuntimeToItself() {
        var failure = LoadFailure.of(new OrtException(OrtException.OrtErrorCode.ORT_EP_FAIL, "at /srv/models/secret"));

        assertThat(failure).hasMessage("ONNX Runtime cannot load the graph (ORT_EP_FAIL)");
    }

    private static UnusableGraphException loading(Path file) {
        var binding = Bound.to("echo")
                .value(Fields.number("id"), "id")
                .answers("same_id")
                .bind();
        return catchThrowableOfType(
                UnusableGraphException.class, () -> OnnxEngine.load(file, binding, Graphs.SETTINGS));
    }
}
