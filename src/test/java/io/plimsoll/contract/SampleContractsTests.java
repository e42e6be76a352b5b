package io.plimsoll.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ContractReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts of the sample models, as they lie in the repository that the project serves. */
class SampleContractsTests {

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("models"))) {
            return files.filter(file -> file.endsWith("model.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsAcceptedWithoutAWarning(Path sample) throws IOException {
        Reading reading = ContractReader.read(sample.toString(), Files.readAllBytes(sample));

        assertThat(reading).isInstanceOfSatisfying(Reading.Accepted.class, accepted -> assertThat(accepted.warnings())
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsNamedAsItsFolders(Path sample) throws IOException {
        var accepted = (Reading.Accepted) ContractReader.read(sample.toString(), Files.readAllBytes(sample));
        Path version = sample.getParent();

        assertThat(accepted.contract().id())
                .isEqualTo(new ModelVersion(
                        version.getParent().getParent().getFileName().toString(),
                        version.getFileName().toString()));
    }
}
