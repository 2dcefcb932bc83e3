package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/risk.md` tells of every check and every setting what the code does.
final class GateDocumentTest {

    private static List<List<String>> rows(String header) throws IOException {
        Path page = Path.of(System.getProperty("crossbook.root", ".."), "docs", "risk.md");
        List<String> lines = Files.readAllLines(page);
        int at = lines.indexOf(header) + 2;
        var rows = new ArrayList<List<String>>();
        while (at < lines.size() && lines.get(at).startsWith("| ")) {
            rows.add(Arrays.stream(lines.get(at).split("\\|")).map(String::strip).toList());
            at++;
        }
        return rows;
    }

    private static String quoted(String text) {
        return "`" + text + "`";
    }

    @Test
    void every_check_with_its_unit_its_settings_and_what_holds_for_reducing_orders()
            throws IOException {
        var told = new ArrayList<String>();
        for (var row : rows("| code | measured | must be | unit | settings | reducing |")) {
            told.add(String.join(" | ", row.get(1), row.get(4), row.get(5), row.get(6)));
        }
        var wanted = Arrays.stream(Check.values())
                .map(check -> String.join(" | ", quoted(check.code()), check.unit(),
                        String.join(", ", check.settings().stream()
                                .map(setting -> quoted(setting.key())).toList()),
                        check.reducing().toString()))
                .toList();
        assertEquals(wanted, told);
    }

    @Test
    void every_setting_with_its_default_and_its_range() throws IOException {
        var told = new ArrayList<String>();
        for (var row : rows("| key | default | from | to | what for |")) {
            told.add(String.join(" | ", row.subList(1, 5)));
        }
        var wanted = Arrays.stream(Setting.values())
                .map(setting -> quoted(setting.key()) + " | " + setting.standard() + " | "
                        + setting.least() + " | " + setting.most())
                .toList();
        assertEquals(wanted, told);
    }
}
