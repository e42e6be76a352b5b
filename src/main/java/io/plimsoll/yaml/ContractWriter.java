package io.plimsoll.yaml;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Contract.Constant;
import io.plimsoll.contract.Contract.Owner;
import io.plimsoll.contract.Contract.Samples;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Sources;
import io.plimsoll.yaml.YamlPiece.Collected;
import io.plimsoll.yaml.YamlPiece.Item;
import io.plimsoll.yaml.YamlPiece.Items;
import io.plimsoll.yaml.YamlPiece.Many;
import io.plimsoll.yaml.YamlPiece.Pairs;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a contract as people would: what {@link ContractReader} reads of it is the same contract. */
public final class ContractWriter {

    /** The part of a contract that its first lines speak of, for a comment. */
    public static final String HEAD = "head";

    /** The outputs as a whole, for a comment. */
    public static final String OUTPUTS = "outputs";

    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;

    private final YamlLines lines = new YamlLines();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final FieldWriter fields = new FieldWriter(files);

    private ContractWriter() {}

    /**
     * A contract as text.
     *
     * @param files JSON files that it names, as words too many to stand in it do: name → text
     */
    public record Written(String text, Map<String, String> files) {

        public Written {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }

    /**
     * Writes a contract that has an origin other than its graph.
     *
     * @param comments what to say at parts of it, by the names that {@link Sources} gives, and the two of here; each is
     *     one line, but that of the head, which may have several
     */
    public static Written write(Contract contract, Map<String, String> comments) {
        var writer = new ContractWriter();
        writer.head(contract, comments.get(HEAD));
        writer.body(contract, comments);
        writer.limits(contract);
        return new Written(writer.lines.toString(), writer.files);
    }

    private void head(Contract contract, @Nullable String comment) {
        if (comment != null) {
            comment.lines().forEach(lines::comment);
        }
        var keys = new Collected();
        keys.plain("contract", "1");
        keys.text("model", contract.id().model());
        keys.plain("version", YamlText.quoted(contract.id().version()));
        keys.text("title", contract.title());
        Owner owner = contract.owner();
        if (owner != null) {
            keys.put(
                    "owner",
                    new Collected()
                            .text("team", owner.team())
                            .text("contact", owner.contact())
                            .pairs());
        }
        if (!contract.provenance().isEmpty()) {
            var pairs = new Collected();
            contract.provenance().forEach((name, text) -> pairs.text(YamlText.of(name), text));
            keys.put("provenance", pairs.pairs());
        }
        keys.text("graph", contract.graph());
        keys.pairs().entries().forEach((key, value) -> lines.key(key, value, null));
    }

    private void body(Contract contract, Map<String, String> comments) {
        Pairs request = request(contract.request(), comments);
        if (request != null) {
            lines.blank();
            lines.key("request", request, null);
        }
        lines.blank();
        lines.key("inputs", new InputsWriter(fields, comments).write(contract.inputs()), comments.get(Sources.INPUTS));
        if (!contract.constants().isEmpty()) {
            lines.blank();
            lines.key("constants", constants(contract.constants()), null);
        }
        lines.blank();
        lines.key("outputs", ResultsWriter.write(contract.results(), comments), comments.get(OUTPUTS));
    }

    private @Nullable Pairs request(Request request, Map<String, String> comments) {
        Collected keys = new Collected().text("id", request.id()).text("routing_key", request.routingKey());
        if (!request.context().isEmpty()) {
            keys.put(
                    "context",
                    new Items(request.context().stream()
                            .map(field ->
                                    new Item(fields.context(field).pairs(), comments.get(Sources.field(field.name()))))
                            .toList()));
        }
        return keys.pairsIfAny();
    }

    private static Pairs constants(List<Constant> constants) {
        var keys = new Collected();
        for (Constant constant : constants) {
            List<YamlPiece> values =
                    constant.values().stream().map(FieldWriter::scalar).toList();
            keys.put(
                    YamlText.of(constant.tensor()),
                    values.size() == 1
                            ? values.getFirst()
                            : Many.list(values.stream().map(YamlPiece::line).toList()));
        }
        return keys.pairs();
    }

    private void limits(Contract contract) {
        Limits limits = contract.limits();
        lines.blank();
        lines.key(
                "limits",
                new Collected()
                        .plain("timeout", duration(limits.timeout()))
                        .plain("rate", Numbers.plain(limits.ratePerSecond()) + "/s")
                        .plain("max_rows", limits.maxRows())
                        .plain("max_body", bytes(limits.maxBodyBytes()))
                        .plain("p95", limits.p95() == null ? null : duration(limits.p95()))
                        .pairs(),
                null);
        if (contract.threads() != 1) {
            lines.key(
                    "runtime",
                    new Collected().plain("threads", contract.threads()).pairs(),
                    null);
        }
        Samples samples = contract.samples();
        if (samples != null) {
            lines.key(
                    "samples",
                    new Collected()
                            .text("file", samples.file())
                            .plain("absolute_tolerance", tolerance(samples.absoluteTolerance()))
                            .plain("relative_tolerance", tolerance(samples.relativeTolerance()))
                            .pairs(),
                    null);
        }
    }

    private static String tolerance(double value) {
        return Double.toString(value).toLowerCase(Locale.ROOT);
    }

    private static String duration(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static String bytes(long bytes) {
        if (bytes % MEBIBYTE == 0) {
            return bytes / MEBIBYTE + "MiB";
        }
        return bytes % KIBIBYTE == 0 ? bytes / KIBIBYTE + "KiB" : bytes + "B";
    }
}
