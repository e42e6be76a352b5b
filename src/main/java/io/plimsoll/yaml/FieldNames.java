package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Sources;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names that the fields of a contract, or those of one record, have taken; no two may differ in case alone. */
final class FieldNames {

    private record Claim(String name, Position where) {}

    private final Findings findings;
    private final String path;
    private final Map<String, Claim> claims = new HashMap<>();

    private FieldNames(Findings findings, String path) {
        this.findings = findings;
        this.path = path;
    }

    /** Those of inputs and context. */
    static FieldNames ofContract(Findings findings) {
        return new FieldNames(findings, "");
    }

    /** Those of the record that the items of a list are. */
    static FieldNames ofRecord(Findings findings, String list) {
        return new FieldNames(findings, list + '.');
    }

    /** Whether a field was met under this name, even one with problems of its own. */
    boolean met(String name) {
        Claim claim = claims.get(name.toLowerCase(Locale.ROOT));
        return claim != null && claim.name().equals(name);
    }

    /** Takes a name, or says why not. */
    boolean claim(String name, Position where) {
        if (!Field.isName(name)) {
            findings.problem(where, "name: found " + name + ", expected ASCII letters, digits and _, at most 64");
            return false;
        }
        Claim first = claims.putIfAbsent(name.toLowerCase(Locale.ROOT), new Claim(name, where));
        if (first != null) {
            findings.problem(
                    where,
                    first.name().equals(name)
                            ? "a second field " + name + "; the first is at " + first.where()
                            : name + " differs only in case from " + first.name() + " at " + first.where());
            return false;
        }
        if (MeaninglessNames.has(name)) {
            findings.warning(where, "the name " + name + " means nothing to a business");
        }
        findings.source(Sources.field(path + name), where);
        return true;
    }
}
