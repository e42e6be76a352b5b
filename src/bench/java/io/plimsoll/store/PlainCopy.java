package io.plimsoll.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.services.s3.S3Client;

/** The client of a bucket without the store around it: brings an object into a file, and does nothing else. */
public final class PlainCopy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final S3Client client;
    private final String bucket;
    private final byte[] buffer = new byte[BUFFER];

    public PlainCopy(String bucket, S3Settings settings) {
        this.client = S3Clients.of(settings).build();
        this.bucket = bucket;
    }

    public void createBucket() {
        client.createBucket(request -> request.bucket(bucket));
    }

    /**
     * Copies an object into a new file.
     *
     * @param force whether the bytes shall be on the disk at the end
     */
    public void fetch(String key, Path target, boolean force) throws IOException {
        try (InputStream bytes =
                        client.getObject(request -> request.bucket(bucket).key(key));
                FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int count;
            while ((count = bytes.read(buffer)) >= 0) {
                var chunk = ByteBuffer.wrap(buffer, 0, count);
                while (chunk.hasRemaining()) {
                    file.write(chunk);
                }
            }
            if (force) {
                file.force(true);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
