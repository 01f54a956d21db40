package dev.thaw.platform.console;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.contract.text.ForeignText;

/** Rows under headings, each column as wide as its widest cell; cells that look like numbers stand to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : ForeignText.line(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths[column] = rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            numbers[column] = rows.size() > 1 && rows.stream().skip(1).map(row -> row.get(at))
                    .allMatch(cell -> cell.isEmpty() || cell.matches("-?[0-9][0-9.,]*( ?%| s)?"));
        }
        return rows.stream().map(row -> line(row, widths, numbers)).toList();
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? "  " : "   ")
                    .append(numbers[column] ? padding + row.get(column) : row.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }
}
