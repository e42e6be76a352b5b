package io.plimsoll.cache;

import io.plimsoll.store.Download;
import io.plimsoll.store.DurableFile;
import io.plimsoll.store.Manifest.Entry;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files under the digests of their bytes, each once; a name stands for a whole file that is on the disk, or for none.
 */
final class Blobs {

    private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);

    private final Layout layout;
    private final Staging staging;
    private final Checks checks;
    private final Turns turns = new Turns();

    Blobs(Layout layout, Staging staging, Checks checks) {
        this.layout = layout;
        this.staging = staging;
        this.checks = checks;
    }

    boolean holds(Entry entry) {
        return checks.fits(layout.blob(entry.sha256()), entry);
    }

    /** Downloads a file unless it is here and is what it should be. */
    void bring(String key, Entry entry, Download download) throws IOException {
        turns.take(entry.sha256());
        try {
            if (!holds(entry)) {
                download(key, entry, download);
            }
        } finally {
            turns.giveBack(entry.sha256());
        }
    }

    private void download(String key, Entry entry, Download download) throws IOException {
        Path blob = layout.blob(entry.sha256());
        Path workspace = staging.workspace();
        try {
            // Asked once more: another process may have put it there since.
            if (Files.exists(blob, LinkOption.NOFOLLOW_LINKS) && !holds(entry)) {
                LOG.warn("{} is not what it was when it was fetched, and is fetched again", blob);
                Files.move(blob, workspace.resolve("wrong"), StandardCopyOption.ATOMIC_MOVE);
            }
            Path fetched = workspace.resolve("fetched");
            fetch(key, entry, download, fetched);
            checks.trust(fetched, entry);
            place(fetched, blob);
        } finally {
            Staging.remove(workspace);
        }
    }

    private void fetch(String key, Entry entry, Download download, Path target) throws IOException {
        try {
            download.fetch(key, entry, target);
        } catch (StoreException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new StoreException(StoreException.Fault.AWAY, key + " is not there, or not yet", e);
        } catch (IOException e) {
            long left = Files.getFileStore(layout.root()).getUsableSpace();
            throw left < entry.size()
                    ? new CacheException(
                            CacheException.Fault.FULL,
                            "the disk of the cache volume " + layout.root() + " is full: " + key + " has "
                                    + entry.size() + " bytes",
                            e)
                    : e;
        }
    }

    /** A link leaves alone what another process has put there meanwhile, so that the file is there once. */
    private static void place(Path fetched, Path blob) throws IOException {
        try {
            if (!Assembly.link(blob, fetched)) {
                Files.move(fetched, blob, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} was put there by another process", blob);
        }
        DurableFile.forceFolder(blob);
    }
}
