package io.plimsoll.contract;

import java.util.regex.Pattern;

/** The name of one immutable version of a model, as its folders spell it. */
public record ModelVersion(String model, String version) {

    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ModelVersion {
        if (!isModelName(model)) {
            throw new IllegalArgumentException("not a model name: " + model);
        }
        if (!isVersionName(version)) {
            throw new IllegalArgumentException("not a version name: " + version);
        }
    }

    /** Whether the text is a model name: lower-case letters, digits and hyphens, at most 63. */
    public static boolean isModelName(String text) {
        return MODEL.matcher(text).matches();
    }

    /** Whether the text is a version name: letters, digits, dot, underscore and hyphen, at most 64. */
    public static boolean isVersionName(String text) {
        return VERSION.matcher(text).matches();
    }

    @Override
    public String toString() {
        return model + " " + version;
    }
}
