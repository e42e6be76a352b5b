package io.plimsoll.cli;

import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells the folder of a model from that of one of its versions, which is what commands are about. */
final class ModelFolder {

    private ModelFolder() {}

    /** Refuses what is no folder, and the folder of a model, as wrong usage. */
    static void requireVersion(Path folder, CommandSpec spec) {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "not a folder: " + folder);
        }
        refuse(folder, spec);
    }

    /** Refuses the folder of a model as wrong usage. */
    static void refuse(Path folder, CommandSpec spec) {
        if (Files.isDirectory(folder.resolve(Repository.VERSIONS))
                && !Files.exists(folder.resolve(PackageFiles.CONTRACT))
                && !Files.exists(folder.resolve(PackageFiles.GRAPH))) {
            throw new ParameterException(
                    spec.commandLine(),
                    folder + " is the folder of a model; name a version, such as "
                            + folder.resolve(Repository.VERSIONS, "1"));
        }
    }
}
