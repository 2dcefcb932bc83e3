package io.crossbook.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// A repository of its own with the real launcher, whose Maven hands out a jar of the classes under test: `ops/crossbook`
/// as people start it, on the JDK of this test.
final class Clone {

    private final Path folder;
    private final Path launcher;

    Clone(Path folder) throws IOException {
        this.folder = folder;
        Path root = folder.resolve("clone");
        Files.createDirectories(root.resolve("ops/cli/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        launcher = Files.copy(Ran.root().resolve("ops/crossbook"), root.resolve("ops/crossbook"));
        Path jar = folder.resolve("cli-1.jar");
        jar(jar);
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nmkdir -p ops/cli/target && cp '" + jar
                + "' ops/cli/target/\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Nothing but a manifest that leads to where the classes are.
    private static void jar(Path jar) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(part -> Path.of(part).toUri().toString())
                        .collect(Collectors.joining(" ")));
        main.putValue("Enable-Native-Access", "ALL-UNNAMED");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
    }

    /// Starts `ops/crossbook` with these arguments; `name` is a folder of its own for what it says on stderr.
    Child starts(String name, String... arguments) throws IOException {
        return starts(name, Map.of(), arguments);
    }

    /// With these variables in its environment.
    Child starts(String name, Map<String, String> environment, String... arguments)
            throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        var line = new ArrayList<>(List.of("bash", launcher.toString()));
        line.addAll(List.of(arguments));
        var process = new ProcessBuilder(line).directory(own.toFile());
        process.environment().putAll(environment);
        process.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        process.environment().put("CROSSBOOK_AOT", "no"); // folders of classes have no such cache
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return Child.of(own, process);
    }
}
