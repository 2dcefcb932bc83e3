package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever was compiled anew is another build: what was checked with real money is exactly this.
final class JarsTest {

    @TempDir
    private Path folder;

    private Path jar(String name, String classPath, String content) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("Gate.class"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    @Test
    void a_gate_that_was_compiled_anew_is_another_build() throws IOException {
        jar("lib/gateway.jar", "", "at most 50");
        Path main = jar("crossbook.jar", "lib/gateway.jar lib/none.jar", "main");
        String before = Jars.sum(main.toString());
        assertEquals(before, Jars.sum(main.toString()));
        assertEquals(64, before.length());

        jar("lib/gateway.jar", "", "at most 5000");
        assertNotEquals(before, Jars.sum(main.toString()));
    }

    @Test
    void classes_in_folders_count_as_well() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/io"));
        Files.writeString(classes.resolve("Gate.class"), "at most 50");
        String path = folder.resolve("classes") + File.pathSeparator + folder.resolve("none");
        String before = Jars.sum(path);
        Files.writeString(classes.resolve("Gate.class"), "at most 5000");
        assertNotEquals(before, Jars.sum(path));
    }

    /// What the daemon starts with is what the check has written.
    @Test
    void what_runs_is_named_with_its_sum_where_real_money_is_traded() {
        assertEquals(Daemon.checkedBuild(), Daemon.checkedBuild());
        assertNotEquals(Daemon.build(), Daemon.checkedBuild());
    }
}
