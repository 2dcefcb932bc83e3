package io.crossbook.gateway.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and a folder that only our own user may look into.
public final class Private {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions
            .fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions
            .fromString("rw-------");

    /// As `/tmp` has it.
    private static final int STICKY = 01000;

    private Private() {}

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /// Makes it where it is missing, and closes it to others where it is open to them; not one that the whole machine shares.
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (posix()) {
            boolean shared = folder.toRealPath().getParent() == null
                    || ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
            if (shared) {
                throw new IOException(
                        folder + ": is everybody's, and would be closed to all others: "
                                + "name a folder of its own");
            }
            Files.setPosixFilePermissions(folder, FOLDER);
        }
        return folder.toAbsolutePath();
    }

    /// For a file that is made.
    static FileAttribute<?>[] file() {
        return posix()
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(FILE)}
                : new FileAttribute<?>[0];
    }

    /// For one that is there.
    static void close(Path file) throws IOException {
        if (posix()) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    /// Writes a file of ours anew, in one piece, and so that it survives the machine.
    public static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), file())) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        rename(fresh, file);
    }

    /// [IOException] where others may read or change a file that is ours alone.
    public static void ours(Path file) throws IOException {
        if (posix() && !FILE.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + ": others may read or change it: chmod 600 " + file
                    + " is wanted, and a look at who did");
        }
    }

    /// In one step, and so that it survives the machine.
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = to.getParent();
        if (posix() && folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /// What somebody else has written, as one line of at most so many characters.
    static String line(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }
}
