package io.crossbook.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// What this process runs, as one sum: every class and library on its path, so that nothing that was compiled anew passes for what was checked.
final class Jars {

    private Jars() {}

    /// SHA-256 over all files of a class path, with what the manifests of its jars name, by name and content.
    static String sum(String classPath) throws IOException {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (Path file : files(classPath)) {
                sum.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), sum)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<Path> files(String classPath) throws IOException {
        var files = new ArrayList<Path>();
        for (String part : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.walk(path)) {
                    inside.filter(Files::isRegularFile).sorted().forEach(files::add);
                }
            } else if (Files.isRegularFile(path)) {
                files.add(path);
                files.addAll(named(path));
            }
        }
        return files;
    }

    /// What a jar brings along, in the order of names: `Class-Path` in its manifest.
    private static List<Path> named(Path jar) throws IOException {
        try (var open = new JarFile(jar.toFile())) {
            Manifest manifest = open.getManifest();
            String path = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            var names = new TreeSet<>(List.of(path == null ? new String[0] : path.split(" ", -1)));
            return names.stream().filter(name -> !name.isEmpty()).map(jar::resolveSibling)
                    .filter(Files::isRegularFile).toList();
        }
    }
}
