package io.crossbook.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// Where the daemon's folder is by a configuration of which nothing else need be right: who halts must find it whatever is wrong with the rest.
///
/// `doubt` says why the daemon's may be another: the file names none that can be read, and this is the default. Empty where the file names it.
public record ControlFolder(Path folder, String doubt) {

    private static final String SECTION = "control";
    private static final String KEY = "directory";
    private static final String DEFAULT = "data";
    /// What is in quotes, or all up to where a plain value ends.
    private static final Pattern QUOTED = Pattern.compile("^(?:([\"'])(.*?)\\1|([^ ,}#]*)).*$");

    /// By this file, which need not be there either.
    public static ControlFolder of(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path otherwise = absolute.resolveSibling(DEFAULT);
        Path beside = absolute.getParent();
        Form<Path> form = TapeKeeping.directory(beside == null ? absolute : beside, DEFAULT);
        var problems = new Problems(file.toString());
        Path named;
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            Node top = YamlFile.read(text, problems).orElse(null);
            named = top == null ? line(form, text) : value(form, top, problems);
        } catch (IOException e) {
            return new ControlFolder(otherwise, file + " cannot be read: " + e);
        }
        if (named != null) {
            return new ControlFolder(named.normalize(), "");
        }
        problems.add(0, "names no " + SECTION + "." + KEY + " that can be read");
        return new ControlFolder(otherwise, problems.exception().problems().getFirst());
    }

    private static @Nullable Path value(Form<Path> form, Node top, Problems problems) {
        Section control = Section.top(problems, top).section(SECTION);
        Path none = Path.of("");
        Path named = control.value(KEY, form, none);
        return named.equals(none) ? null : named;
    }

    /// What is no YAML has lines all the same: as `ops/crossbook` reads them where Java cannot start.
    private static @Nullable Path line(Form<Path> form, String text) {
        boolean within = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            if (" \t".indexOf(line.charAt(0)) < 0) {
                within = line.startsWith(SECTION + ":");
            }
            int at = line.indexOf(KEY + ":");
            if (within && at >= 0) {
                return form.reader().apply(QUOTED.matcher(line.substring(at + KEY.length() + 1)
                        .strip()).replaceFirst("$2$3"));
            }
        }
        return null;
    }
}
