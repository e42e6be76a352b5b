package io.plimsoll.lifecycle;

import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Synthesis;
import io.plimsoll.graph.Graph;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.yaml.ContractReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a version promises to its callers, read without proving that it may serve: the contract that lies in its folder,
 * or the one that its graph alone makes.
 */
public sealed interface VersionContract {

    /** A contract. */
    record Found(Contract contract) implements VersionContract {}

    /** No contract, and why. */
    record Refused(List<String> reasons) implements VersionContract {

        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Reads the contract of a version.
     *
     * @param place the folder of a version, or its contract itself
     * @throws IOException if the disk fails; bad content is refused
     */
    static VersionContract read(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return written(place);
        }
        Path contract = place.resolve(PackageFiles.CONTRACT);
        if (Files.isRegularFile(contract)) {
            return written(contract);
        }
        Path graph = place.resolve(PackageFiles.GRAPH);
        return Files.isRegularFile(graph)
                ? synthesised(place, graph)
                : new Refused(List.of(
                        "there is neither " + PackageFiles.CONTRACT + " nor " + PackageFiles.GRAPH + " in " + place));
    }

    private static VersionContract written(Path file) throws IOException {
        return switch (ContractFile.read(file)) {
            case ContractReader.Reading.Refused(var problems) -> new Refused(texts(problems));
            case ContractReader.Reading.Accepted accepted -> new Found(accepted.contract());
        };
    }

    private static VersionContract synthesised(Path folder, Path file) throws IOException {
        List<String> misnamed = Verification.misnamed(folder);
        if (!misnamed.isEmpty()) {
            return new Refused(misnamed);
        }
        ModelVersion place = Verification.placeOf(folder);
        ModelVersion id = place == null ? new ModelVersion("model", "1") : place;
        return switch (GraphReader.read(file)) {
            case GraphReading.Unreadable(String reason) -> new Refused(List.of(PackageFiles.GRAPH + " " + reason));
            case GraphReading.Readable(Graph graph) ->
                switch (Synthesis.of(id, PackageFiles.GRAPH, graph.signature())) {
                    case Bound.Misfits(var problems) -> new Refused(texts(problems));
                    case Bound.Fits fits -> new Found(fits.binding().contract());
                };
        };
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
