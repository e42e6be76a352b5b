package io.plimsoll.graph;

import io.plimsoll.contract.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an ONNX file says about itself, as far as serving it is concerned; the weights stay in the file.
 *
 * @param irVersion the version of the file format
 * @param opsets operator domain → version that the file asks for; the standard domain is {@code ai.onnx}
 * @param leftovers what training left behind: a graph with any of these must not serve
 * @param abortingOnEmpty operators in it that end the process where an axis has the length 0
 * @param unsupported domains, operator sets and file formats that this build does not know, each a sentence
 * @param externalData the tensors whose bytes lie in other files, those of subgraphs and functions included
 * @param disclosures paths and host names in descriptions: to be reported, harmless to the answers
 */
public record Graph(
        Signature signature,
        long irVersion,
        Map<String, Long> opsets,
        List<Leftover> leftovers,
        List<String> unsupported,
        Set<String> abortingOnEmpty,
        List<ExternalData> externalData,
        List<Disclosure> disclosures) {

    public Graph {
        opsets = Collections.unmodifiableMap(new TreeMap<>(opsets));
        leftovers = List.copyOf(leftovers);
        unsupported = List.copyOf(unsupported);
        abortingOnEmpty = Set.copyOf(abortingOnEmpty);
        externalData = List.copyOf(externalData);
        disclosures = List.copyOf(disclosures);
    }

    /** The files beside the graph that its tensors name, each once, as paths from its folder. */
    public List<String> externalFiles() {
        return externalData.stream().map(ExternalData::file).distinct().toList();
    }

    /** What is wrong with the external data, held against the folder of the graph file; empty if it may be loaded. */
    public List<String> externalDataProblems(Path folder) throws IOException {
        var problems = new ArrayList<String>();
        for (ExternalData each : externalData) {
            each.problem(folder).ifPresent(problems::add);
        }
        return problems.stream().distinct().toList();
    }
}
