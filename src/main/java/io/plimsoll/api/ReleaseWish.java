package io.plimsoll.api;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Rule;
import io.plimsoll.prediction.RowProblem;
import io.plimsoll.release.Changes.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator asks for: the body of a steering request, read as strictly as a prediction's.
 *
 * @param operation promote, rollback, retry or reset
 * @param version to promote or to retry; null for the others
 * @param revision of the release log that the operator saw
 * @param reason for those who read the log
 * @param insist promotes a version although it breaks callers of the one before
 */
record ReleaseWish(String operation, @Nullable String version, long revision, String reason, boolean insist) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> MEMBERS = Set.of("operation", "version", "revision", "reason", "insist");
    private static final List<String> OPERATIONS = List.of("promote", "rollback", "retry", "reset");
    private static final Set<String> OF_A_VERSION = Set.of("promote", "retry");

    /** What came of reading a body. */
    sealed interface Reading {

        record Understood(ReleaseWish wish) implements Reading {}

        /** It is JSON and no wish; all that is wrong with it. */
        record Invalid(List<RowProblem> problems) implements Reading {

            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** It is not one JSON value. */
        record Malformed() implements Reading {}
    }

    static Reading read(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException malformed) {
            return new Reading.Malformed();
        }
        return root.isMissingNode() ? new Reading.Malformed() : new Reader(root).read();
    }

    private static final class Reader {

        private final JsonNode body;
        private final List<RowProblem> problems = new ArrayList<>();

        Reader(JsonNode body) {
            this.body = body;
        }

        Reading read() {
            if (!body.isObject()) {
                problem("", Rule.TYPE, null, "the body must be a JSON object");
                return new Reading.Invalid(problems);
            }
            for (String name : body.propertyNames()) {
                if (!MEMBERS.contains(name)) {
                    problem(shown(name), Rule.UNKNOWN_FIELD, null, "is no member of a steering request");
                }
            }
            String operation = operation();
            String version = version(operation);
            JsonNode revision = present("revision");
            if (revision == null) {
                problem("revision", Rule.REQUIRED, null, "is required: the revision of the log that you saw");
            } else if (!revision.isIntegralNumber() || !revision.canConvertToLong() || revision.longValue() < 0) {
                problem("revision", Rule.TYPE, null, "must be an integer of 0 or more");
            }
            String reason = reason();
            JsonNode insist = present("insist");
            if (insist != null && !insist.isBoolean()) {
                problem("insist", Rule.TYPE, null, "must be true or false");
            }
            return problems.isEmpty() && operation != null && revision != null && reason != null
                    ? new Reading.Understood(new ReleaseWish(
                            operation, version, revision.longValue(), reason, insist != null && insist.booleanValue()))
                    : new Reading.Invalid(problems);
        }

        private @Nullable String operation() {
            JsonNode operation = present("operation");
            String allowed = String.join(", ", OPERATIONS);
            if (operation == null) {
                problem("operation", Rule.REQUIRED, allowed, "is required: one of " + allowed);
                return null;
            }
            if (!operation.isString() || !OPERATIONS.contains(operation.stringValue())) {
                problem("operation", Rule.VALUE, allowed, "must be one of " + allowed);
                return null;
            }
            return operation.stringValue();
        }

        private @Nullable String version(@Nullable String operation) {
            JsonNode version = present("version");
            boolean wanted = operation == null || OF_A_VERSION.contains(operation);
            if (version == null) {
                if (wanted && operation != null) {
                    problem("version", Rule.REQUIRED, null, "is required to " + operation);
                }
                return null;
            }
            if (!wanted) {
                problem(
                        "version",
                        Rule.UNKNOWN_FIELD,
                        null,
                        "is not taken by " + operation + ", which names no version");
            } else if (!version.isString() || !ModelVersion.isVersionName(version.stringValue())) {
                problem("version", Rule.VALUE, null, "must be the name of a version");
            } else {
                return version.stringValue();
            }
            return null;
        }

        private @Nullable String reason() {
            JsonNode reason = present("reason");
            if (reason == null) {
                problem("reason", Rule.REQUIRED, null, "is required, for those who read the log");
            } else if (!reason.isString() || !Wish.isReason(reason.stringValue())) {
                problem("reason", Rule.TEXT, null, "must be " + Wish.REASON);
            } else {
                return reason.stringValue();
            }
            return null;
        }

        /** A member, or null if it is left out or null. */
        private @Nullable JsonNode present(String name) {
            JsonNode found = body.get(name);
            return found == null || found.isNull() ? null : found;
        }

        private void problem(String field, Rule rule, @Nullable String limit, String problem) {
            problems.add(new RowProblem(field, rule, limit, problem));
        }

        /** A name that a caller made up, as far as it may be repeated. */
        private static String shown(String name) {
            String start = name.length() > 64 ? name.substring(0, 64) : name;
            return start.replaceAll("[^\\x21-\\x7e]", "?");
        }
    }
}
