package io.crossbook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What every command's help ends with, so that nobody needs a manual: examples, and what its end says. A command that has its own keeps them.
final class Guide {

    private static final String FILE = "examples.txt";

    private Guide() {}

    /// Completes the help of all commands below this one.
    static void complete(CommandLine line) {
        Map<String, List<String>> examples = examples();
        UsageMessageSpec top = line.getCommandSpec().usageMessage();
        line.getSubcommands().values().forEach(each -> complete(each, "", examples, top));
    }

    private static void complete(CommandLine line, String above,
            Map<String, List<String>> examples, UsageMessageSpec top) {
        String name = above + line.getCommandName();
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        if (usage.exitCodeList().isEmpty()) {
            usage.exitCodeListHeading(top.exitCodeListHeading());
            usage.exitCodeList(top.exitCodeList());
        }
        List<String> own = examples.get(name);
        if (own != null && usage.footer().length == 0) {
            usage.footerHeading("%nExamples:%n");
            usage.footer(own.stream().map(each -> each.replace("%", "%%")).toArray(String[]::new));
        }
        // An example that is broken in two cannot be typed as it stands.
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, _ -> Stream
                .of(usage.footer()).map(each -> each.replace("%%", "%") + System.lineSeparator())
                .collect(Collectors.joining()));
        line.getSubcommands().values().forEach(each -> complete(each, name + " ", examples, top));
    }

    private static Map<String, List<String>> examples() {
        var examples = new HashMap<String, List<String>>();
        List<String> of = new ArrayList<>();
        for (String each : text().lines().toList()) {
            if (each.startsWith(" ")) {
                of.add(each);
            } else {
                of = new ArrayList<>();
                examples.put(each, of);
            }
        }
        return examples;
    }

    private static String text() {
        try (InputStream in = Guide.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
