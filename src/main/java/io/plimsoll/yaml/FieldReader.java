package io.plimsoll.yaml;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.Sources;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single fields, and keeps their names apart over the whole contract. */
final class FieldReader {

    private static final Pattern MEANINGLESS = Pattern.compile(
            "[a-z]_?\\d*|(var|col|column|feature|feat|input|field|arg|dim|value|unnamed|float_input)_*\\d*");

    private record Claim(String name, Position where) {}

    private final Findings findings;
    private final FieldTypeReader types;
    private final AbsenceReader absences;
    private final CallerValues values;
    private final Map<String, Claim> claims = new HashMap<>();

    FieldReader(Findings findings) {
        this.findings = findings;
        this.types = new FieldTypeReader(findings);
        this.values = new CallerValues(findings);
        this.absences = new AbsenceReader(findings, values);
    }

    /** A field that has its own name. */
    @Nullable
    Field read(Keys keys) {
        String name = keys.neededText("name");
        Field field = described(name == null ? "" : name, keys);
        return name == null || !claim(name, keys.where("name")) ? null : field;
    }

    /** A column of a group that is a bare name; {@code each} says what it means. */
    @Nullable
    Field readBare(String name, Position where, Keys each) {
        Field field = described(name, each);
        return claim(name, where) ? field : null;
    }

    /** Reports what is wrong with {@code each}, even if no column is a bare name. */
    void check(Keys each) {
        described("", each);
    }

    private @Nullable Field described(String name, Keys keys) {
        FieldType type = types.read(keys);
        String title = keys.text("title");
        // A date's unit says how its tensor counts, which is no business of the caller's.
        String unit = type instanceof DateType ? null : keys.text("unit");
        boolean sensitive = keys.flag("sensitive");
        if (type == null) {
            return null;
        }
        YamlNode example = keys.node("example");
        Scalar sample = example == null ? null : values.read(example, "example", type);
        Absence absence = absences.read(keys, type);
        return absence == null ? null : new Field(name, type, absence, title, unit, sample, sensitive, null);
    }

    /** Whether a field was met under this name, even one with problems of its own. */
    boolean met(String name) {
        Claim claim = claims.get(name.toLowerCase(Locale.ROOT));
        return claim != null && claim.name().equals(name);
    }

    /** Takes a name, or says why not. */
    private boolean claim(String name, Position where) {
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
        if (MEANINGLESS.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            findings.warning(where, "the name " + name + " means nothing to a business");
        }
        findings.source(Sources.field(name), where);
        return true;
    }
}
