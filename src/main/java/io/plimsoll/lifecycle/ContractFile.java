package io.plimsoll.lifecycle;

import io.plimsoll.yaml.ContractReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The one place where a contract is read from a disk, with the files beside it that it names. */
final class ContractFile {

    private ContractFile() {}

    /**
     * Reads a contract.
     *
     * @throws IOException if the disk fails; bad content is a reading too
     */
    static ContractReader.Reading read(Path contract) throws IOException {
        byte[] text = bytes(contract, ContractReader.MOST_BYTES);
        try {
            return ContractReader.read(contract.getFileName().toString(), text, (name, mostBytes) -> {
                Path file = contract.resolveSibling(name);
                try {
                    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? bytes(file, mostBytes) : null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** At most one byte more than a file may have: enough for the reader to see that it is too long. */
    private static byte[] bytes(Path file, int mostBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(mostBytes + 1);
        }
    }
}
