package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store in a folder does beyond what every store does. */
class FolderStoreTests extends StoreContract {

    @Override
    Store store() throws IOException {
        return new FolderStore(Files.createDirectories(root()));
    }

    private Path root() {
        return temporary.resolve("models");
    }

    @Test
    void aRootThatIsNotThereSaysNothing() {
        var store = new FolderStore(temporary.resolve("nowhere"));
        assertThat(store.folders("")).isInstanceOf(Listing.Away.class);
        assertThat(store.folders("a/versions/")).isInstanceOf(Listing.Away.class);
        assertThat(store.objects("a/versions/")).isInstanceOf(Listing.Away.class);
    }

    @Test
    void aLinkWithinTheRepositoryIsFollowedAndOneOutOfItIsNot() throws IOException {
        Store store = store();
        Path inside = Files.createDirectories(root().resolve("a", "versions", "1"));
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createSymbolicLink(inside.resolveSibling("latest"), inside);
        Files.createSymbolicLink(inside.resolveSibling("foreign"), outside);
        Files.createSymbolicLink(inside.resolveSibling("broken"), temporary.resolve("nowhere"));

        assertThat(store.folders("a/versions/"))
                .asInstanceOf(type(Listing.Listed.class))
                .satisfies(listed -> {
                    assertThat(listed.names()).containsExactly("1", "latest");
                    assertThat(listed.ignored())
                            .hasSize(2)
                            .anySatisfy(
                                    each -> assertThat(each).isEqualTo("foreign: a link that leaves the repository"));
                });
    }

    @Test
    void aFileThatIsALinkOutOfTheRepositoryIsRefused() throws IOException {
        Store store = store();
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(root().resolve("a"), secret);

        assertFault(Fault.UNFIT, () -> store.read("a", 10, null));
        assertFault(Fault.UNFIT, () -> store.open("a", 0, null));
        assertFault(Fault.UNFIT, () -> store.delete("a"));
        assertThat(secret).exists();
    }

    @Test
    void hiddenFilesAndFoldersAreNoObjects() throws IOException {
        Store store = store();
        store.put("a/x", bytes("x"));
        Files.createDirectory(root().resolve(".git"));
        Files.writeString(root().resolve("a", ".half-written"), "x");

        assertThat(store.folders("")).isEqualTo(new Listing.Listed(List.of("a"), List.of()));
        assertThat(store.objects("a/")).isEqualTo(new Listing.Listed(List.of("x"), List.of()));
    }

    @Test
    void writingLeavesNothingBesideTheObject() throws IOException {
        Store store = store();
        store.create("a/x", bytes("x"));
        store.create("a/x", bytes("y"));
        store.put("a/x", bytes("z"));
        store.time();
        try (var files = Files.walk(root())) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(root().resolve("a", "x"));
        }
    }
}
