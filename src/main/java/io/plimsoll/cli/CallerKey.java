package io.plimsoll.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The key that a command shows to a service; never on the command line, which others on the machine can read. */
final class CallerKey {

    static final String VARIABLE = "PLIMSOLL_KEY";

    private static final int MOST_BYTES = 16 << 10;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file that holds the key or token of the caller. Default: the variable " + VARIABLE + ".")
    private @Nullable Path file;

    /** The key, or null without one. */
    @Nullable
    String read(CommandSpec spec, @Nullable String ofEnvironment) throws IOException {
        String key = file == null ? ofEnvironment : content(spec, file);
        if (key == null || (file == null && key.isBlank())) {
            return null;
        }
        if (!KEY.matcher(key.strip()).matches()) {
            throw new ParameterException(
                    spec.commandLine(), (file == null ? VARIABLE : file) + " does not hold one key on one line");
        }
        return key.strip();
    }

    private static String content(CommandSpec spec, Path file) throws IOException {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "not a file: " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }
}
