package io.plimsoll.yaml;

import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Contract.Constant;
import io.plimsoll.contract.Contract.Origin;
import io.plimsoll.contract.Contract.Owner;
import io.plimsoll.contract.Contract.Samples;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Sources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code model.yaml} strictly, and reports everything that is wrong with it at once. */
public final class ContractReader {

    private static final long FORMAT = 1;
    /** The longest text that can be a contract. */
    public static final int MOST_BYTES = YamlReader.MAX_BYTES;

    private static final int MOST_THREADS = 64;

    private final Findings findings = new Findings();
    private final Scalars scalars = new Scalars(findings);
    private final NamedFiles files;

    private ContractReader(PackageTexts texts) {
        this.files = new NamedFiles(texts, findings);
    }

    /** Reads a contract that names no file whose content it speaks of. */
    public static Reading read(String fileName, byte[] text) {
        return read(fileName, text, PackageTexts.NONE);
    }

    /**
     * Reads a contract.
     *
     * @param fileName how positions name the file
     * @param text the file's bytes, UTF-8
     * @param texts the files beside it
     */
    public static Reading read(String fileName, byte[] text, PackageTexts texts) {
        return new ContractReader(texts).reading(fileName, text);
    }

    /** What came of reading a text. */
    public sealed interface Reading {

        /**
         * A contract.
         *
         * @param warnings what its author should look at, and what refuses nothing
         * @param sources where its parts stand, for {@link Binder}
         * @param files the files of the package that were read because it names them
         */
        record Accepted(Contract contract, List<Problem> warnings, Sources sources, Set<String> files)
                implements Reading {

            public Accepted {
                warnings = List.copyOf(warnings);
                files = Set.copyOf(files);
            }
        }

        /** No contract, and every reason why, in the order of the text. */
        record Refused(List<Problem> problems) implements Reading {

            public Refused {
                problems = List.copyOf(problems);
                if (problems.isEmpty()) {
                    throw new IllegalArgumentException("refused without a problem");
                }
            }
        }
    }

    private Reading reading(String fileName, byte[] text) {
        YamlNode root = new YamlReader(fileName, findings).read(text);
        Keys keys = root == null ? null : Keys.open(root, Section.CONTRACT, findings);
        Contract contract = keys == null ? null : contract(keys);
        return contract == null || !findings.clean()
                ? new Reading.Refused(findings.problems())
                : new Reading.Accepted(contract, findings.warnings(), findings.sources(), files.names());
    }

    private @Nullable Contract contract(Keys keys) {
        checkFormat(keys);
        String model = name(keys, "model");
        String version = name(keys, "version");
        FieldNames names = FieldNames.ofContract(findings);
        var fields = new FieldReader(findings, files);
        var lists = new ListReader(findings, fields, names);
        List<Input> inputs = new InputsReader(findings, fields, lists, names).read(keys);
        Request request = new RequestReader(findings, fields, lists, names).read(keys, inputs);
        List<Constant> constants = new ConstantsReader(findings).read(keys);
        Results results = new ResultsReader(findings, files, names::met, inputs).read(keys);
        String title = keys.text("title");
        Owner owner = owner(keys);
        Map<String, String> provenance = provenance(keys);
        String graph = file(keys, "graph", "model.onnx");
        Limits limits = LimitsReader.read(keys);
        int threads = threads(keys);
        @Nullable Samples samples = samples(keys);
        if (model == null || version == null || results == null || !findings.clean()) {
            return null;
        }
        return new Contract(
                new ModelVersion(model, version),
                title,
                owner,
                provenance,
                graph,
                request,
                inputs,
                constants,
                results,
                limits,
                threads,
                samples,
                Origin.WRITTEN);
    }

    private void checkFormat(Keys keys) {
        YamlNode node = keys.needed("contract");
        Long format = node == null ? null : scalars.integer(node, "contract");
        if (format != null && format != FORMAT) {
            keys.problem(
                    "contract",
                    "contract: found format " + format + ", but this release reads format " + FORMAT + " only");
        }
    }

    private static @Nullable String name(Keys keys, String key) {
        String text = keys.neededText(key);
        if (text == null) {
            return null;
        }
        boolean model = key.equals("model");
        if (model ? ModelVersion.isModelName(text) : ModelVersion.isVersionName(text)) {
            return text;
        }
        keys.misfit(
                key,
                model
                        ? "lower-case letters, digits and hyphens, at most 63"
                        : "letters, digits, dot, underscore and hyphen, at most 64");
        return null;
    }

    private static @Nullable Owner owner(Keys keys) {
        Keys owner = keys.section("owner", Section.OWNER);
        return owner == null ? null : new Owner(owner.text("team"), owner.text("contact"));
    }

    private Map<String, String> provenance(Keys keys) {
        Map<String, String> pairs = new LinkedHashMap<>();
        switch (keys.node("provenance")) {
            case null -> {}
            case YamlNode.Mapping mapping -> {
                for (YamlNode.Entry entry : mapping.entries()) {
                    String name = scalars.text(entry.key(), "provenance");
                    String value = scalars.text(entry.value(), entry.key().text());
                    if (name != null && value != null) {
                        pairs.put(name, value);
                    }
                }
            }
            case YamlNode node -> keys.misfit("provenance", "pairs of texts");
        }
        return pairs;
    }

    private static String file(Keys keys, String key, String otherwise) {
        String file = keys.file(key);
        return file == null ? otherwise : file;
    }

    private static int threads(Keys keys) {
        Keys runtime = keys.section("runtime", Section.RUNTIME);
        Integer threads = runtime == null ? null : runtime.integer("threads", 1, MOST_THREADS);
        return threads == null ? 1 : threads;
    }

    /** Null where the contract says nothing of samples: then the package may do without them. */
    private static @Nullable Samples samples(Keys keys) {
        Keys samples = keys.section("samples", Section.SAMPLES);
        if (samples == null) {
            return null;
        }
        return new Samples(
                file(samples, "file", Samples.DEFAULT.file()),
                tolerance(samples, "absolute_tolerance", Samples.DEFAULT.absoluteTolerance()),
                tolerance(samples, "relative_tolerance", Samples.DEFAULT.relativeTolerance()));
    }

    private static double tolerance(Keys samples, String key, double otherwise) {
        Double value = samples.number(key);
        if (value != null && (value < 0 || value > 1)) {
            samples.misfit(key, "a number from 0 to 1");
        }
        return value == null ? otherwise : value;
    }
}
