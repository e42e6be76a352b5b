package io.plimsoll.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Signature;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.yaml.ContractReader.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts of the sample models, as they lie in the repository that the project serves. */
class SampleContractsTests {

    static Stream<Path> samples() throws IOException {
        return Stream.of("models", "src/test/models").flatMap(repository -> {
            try (Stream<Path> files = Files.walk(Path.of(repository))) {
                return files.filter(file -> file.endsWith("model.yaml")).sorted().toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsAcceptedWithoutAWarning(Path sample) throws IOException {
        Reading reading = Contracts.read(sample);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Accepted.class,
                        accepted -> assertThat(accepted.warnings()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleFitsItsGraphWithoutAWarning(Path sample) throws IOException {
        var accepted = (Reading.Accepted) Contracts.read(sample);
        GraphReading reading =
                GraphReader.read(sample.resolveSibling(accepted.contract().graph()));
        assertThat(reading).isInstanceOf(GraphReading.Readable.class);
        Signature signature = ((GraphReading.Readable) reading).graph().signature();

        Bound bound = Binder.bind(accepted.contract(), signature, accepted.sources());

        assertThat(bound)
                .isInstanceOfSatisfying(
                        Bound.Fits.class, fits -> assertThat(fits.warnings()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsNamedAsItsFolders(Path sample) throws IOException {
        var accepted = (Reading.Accepted) Contracts.read(sample);
        Path version = sample.getParent();

        assertThat(accepted.contract().id())
                .isEqualTo(new ModelVersion(
                        version.getParent().getParent().getFileName().toString(),
                        version.getFileName().toString()));
    }
}
