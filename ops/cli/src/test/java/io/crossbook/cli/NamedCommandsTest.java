package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Every line that our documents and helps tell people to type is understood: each command, option and value there is one.
final class NamedCommandsTest {

    /// In a block of a document, or of a help's examples.
    private static final Pattern LINE = Pattern
            .compile("(?m)^ {2,}(?:\\$ )?(?:ops/)?crossbook( .*)$");
    /// A word, also in quotes; or where the shell goes on with something else.
    private static final Pattern WORD = Pattern
            .compile("\"([^\"]*)\"|'([^']*)'|([|>&;#].*)|([^\\s\"'|>&;#]+)");
    /// What a person puts something of their own in place of.
    private static final Pattern PLACE = Pattern.compile("[A-Z]{2,}…?");
    /// Where words say what it does, or what may be left out.
    private static final Pattern REST = Pattern.compile(" {3,}.*|\\[[^\\]]*]");
    private static final int LEAST = 100;

    /// Lets picocli make [Main], whose constructor is private.
    private static CommandLine line() {
        return new CommandLine(Main.class, new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type != Main.class) {
                    return CommandLine.defaultFactory().create(type);
                }
                var constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            }
        }).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static List<String> words(String typed) {
        var words = new ArrayList<String>();
        Matcher matcher = WORD.matcher(typed);
        while (matcher.find() && matcher.group(3) == null) {
            String word = Stream.of(matcher.group(1), matcher.group(2), matcher.group(4))
                    .filter(Objects::nonNull).findFirst().orElseThrow();
            words.add(PLACE.matcher(word).matches() ? "1" : word);
        }
        return words;
    }

    /// What is wrong with the lines of a text; nothing where all are understood.
    private static int understood(String where, String text, List<String> wrong) {
        int lines = 0;
        Matcher matcher = LINE.matcher(text.replace("\\\n", ""));
        while (matcher.find()) {
            lines++;
            String typed = REST.matcher(matcher.group(1)).replaceAll("");
            try {
                line().parseArgs(words(typed).toArray(String[]::new));
            } catch (ParameterException e) {
                wrong.add(where + ": crossbook" + matcher.group(1) + ": " + e.getMessage());
            }
        }
        return lines;
    }

    @Test
    void what_documents_and_examples_say_is_what_the_commands_know() throws IOException {
        var wrong = new ArrayList<String>();
        int lines = 0;
        Path root = Ran.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            for (Path doc : Stream.concat(Stream.of(root.resolve("README.md"),
                    root.resolve("ops/bench/tardis/README.md"), root.resolve(
                            "ops/cli/src/main/resources/io/crossbook/cli/examples.txt")),
                    docs.filter(each -> each.toString().endsWith(".md")).sorted()).toList()) {
                lines += understood(root.relativize(doc).toString(), Files.readString(doc), wrong);
            }
        }
        for (CommandLine command : line().getSubcommands().values()) {
            lines += understood(command.getCommandName() + " --help", String.join("\n",
                    command.getCommandSpec().usageMessage().footer()), wrong);
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(lines >= LEAST, "lines: " + lines);
    }
}
