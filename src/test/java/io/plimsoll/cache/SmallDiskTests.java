package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.store.Manifest;
import io.plimsoll.store.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk of one mebibyte, which is full or cannot be written; skipped where the test may not mount one. */
class SmallDiskTests {

    @TempDir
    Path temporary;

    private Path root;
    private Shelf shelf;
    private Manifest small;
    private Manifest large;

    @BeforeEach
    void mountADisk() throws Exception {
        root = Files.createDirectory(temporary.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root.toString()))
                .as("this process may mount a disk")
                .isTrue();
        shelf = new Shelf(temporary.resolve("store"));
        small = shelf.version("1", 'a', 100_000);
        large = shelf.version("2", 'b', 2_000_000);
    }

    @AfterEach
    void takeItAway() throws Exception {
        run("umount", "-l", root.toString());
    }

    @Test
    void case59ADiskThatIsFullLeavesWhatIsThereAndNothingHalfDone() throws IOException {
        CacheVolume volume = open();
        Path folder = volume.bring(small, shelf.download()).folder();

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> volume.bring(large, shelf.download()))
                .withMessageMatching("the cache volume .* may hold 1073741824 bytes, and its disk has 9\\d{5} left: "
                        + "100\\d{3} are used, of which 0 may go, and credit-risk 2 needs 2000\\d{3} more")
                .matches(e -> e.fault() == CacheException.Fault.FULL);

        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
        assertThat(small.check(PackageFiles.list(folder))).isEmpty();
        assertThat(volume.bring(small, shelf.download()).folder()).isEqualTo(folder);
    }

    @Test
    void whatNobodyUsesLeavesADiskThatIsSmallerThanTheVolumeMayGrowTo() throws IOException {
        CacheVolume volume = open();
        volume.bring(shelf.version("3", 'c', 600_000), shelf.download()).close();
        volume.protect(Set.of());

        assertThat(volume.bring(shelf.version("4", 'd', 600_000), shelf.download())
                        .folder())
                .isDirectory();
    }

    @Test
    void case59AFullDiskServesWhatItHoldsAfterARestart() throws IOException {
        open().bring(small, shelf.download());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Files.write(root.resolve("stranger"), new byte[1 << 20]));
        assertThat(root.toFile().getUsableSpace()).isZero();

        CacheVolume volume = open();

        assertThat(volume.bring(small, shelf.download()).folder()).isDirectory();
        Files.delete(root.resolve("stranger"));
        assertThat(volume.bring(shelf.version("3", 'c', 100_000), shelf.download())
                        .folder())
                .isDirectory();
    }

    @Test
    void case60AVolumeThatCannotBeWrittenServesWhatItHoldsAndRefusesTheRest() throws Exception {
        open().bring(small, shelf.download());
        assertThat(run("mount", "-o", "remount,ro", root.toString())).isTrue();

        CacheVolume volume = open();

        assertThat(volume.readOnly()).isTrue();
        assertThat(volume.bring(volume.manifest(small.digest()), shelf.download())
                        .folder())
                .isDirectory();
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> volume.bring(large, shelf.download()))
                .withMessage("the cache volume " + root + " cannot be written, and does not hold credit-risk 2")
                .matches(e -> e.fault() == CacheException.Fault.READ_ONLY);
        volume.protect(Set.of());
        volume.renew();
        volume.close();
    }

    @Test
    void case60AVolumeThatCannotBeWrittenAndHoldsNothingIsSaidInWords() throws Exception {
        assertThat(run("mount", "-o", "remount,ro", root.toString())).isTrue();

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("the cache volume " + root + " cannot be written: ");
    }

    private CacheVolume open() throws IOException {
        var volume = new CacheVolume(root, 1 << 30, "a", InstantSource.system());
        volume.open();
        return volume;
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
