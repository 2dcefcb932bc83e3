package io.crossbook.gateway.tape;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Where segments are written, so that a test can fill the disk.
interface Storage {

    /// The file system.
    Storage DISK = new Storage() {
        @Override
        public Sink create(Path file) throws IOException {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            return new Sink() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }

                @Override
                public void truncate(long size) throws IOException {
                    channel.truncate(size);
                    channel.position(size);
                }

                @Override
                public void force() throws IOException {
                    channel.force(false);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public long free(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    };

    /// A new file; it must not exist.
    Sink create(Path file) throws IOException;

    /// Bytes that may still be written.
    long free(Path folder) throws IOException;

    /// A file that is being written.
    interface Sink extends Closeable {
        /// Writes all of it, or throws with some part written.
        void write(ByteBuffer bytes) throws IOException;

        void truncate(long size) throws IOException;

        void force() throws IOException;
    }
}
