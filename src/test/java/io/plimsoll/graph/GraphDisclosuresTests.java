package io.plimsoll.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDisclosuresTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/usr/lib/python3/site-packages/torch/nn/linear.py(114): forward | /usr/lib/python3/site-packages/torch/nn/linear.py",
                "loaded from /ml/team a/final.pt | /ml/team a/final.pt",
                "source=file:///home/someone/model | /home/someone/model",
                "C:\\Users\\someone\\model.pt | C:\\Users\\someone\\model.pt",
                "on \\\\nas01\\models\\risk | \\\\nas01\\models\\risk",
                "s3://someone:secret@models.example.com/risk | models.example.com",
                "trained by someone@gpu07 | someone@gpu07",
                "ran on gpu-07.internal. | gpu-07.internal",
                "ran on ml.team.example.com | ml.team.example.com",
                "tracked by 10.20.30.40 | 10.20.30.40",
            })
    void pathsAndHostsAreFound(String text, String found) {
        assertThat(found(text)).contains(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "made by torch.nn.Linear of ai.onnx.ml, version 2.15.0",
                "scopes: ['', 'layers.0', '/model/layers.0/MatMul']",
                "and/or, 3/4, 10.1.2",
                "com.microsoft.QLinearAdd",
                "{0: 'approve', 1: 'decline'}"
            })
    void ordinaryDescriptionsAreNot(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void aFewFindsAreEnough() {
        var disclosures = new Disclosures();
        for (int find = 0; find < 100; find++) {
            disclosures.look("a description", "/home/someone/" + find);
        }

        assertThat(disclosures.finds()).hasSize(20);
    }

    private static Stream<String> found(String text) {
        var disclosures = new Disclosures();
        disclosures.look("a description", text);
        return disclosures.finds().stream().map(Disclosure::found);
    }
}
