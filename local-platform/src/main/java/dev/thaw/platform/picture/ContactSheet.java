package dev.thaw.platform.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small pictures in rows and columns; the columns stand in groups with a caption each. */
final class ContactSheet {
    private static final int TILE = 144;
    private static final int GAP = 6;
    private static final int GROUP_GAP = 26;
    private static final int MARGIN = 20;
    private static final int HEADER = 74;
    private static final int CAPTION = 20;

    private final String title;
    private final List<Group> groups;
    private final List<String> rows;

    /** Columns under one caption. @param columns each with one picture per row */
    record Group(String caption, List<Column> columns) {
    }

    /** @param pictures by row */
    record Column(String caption, List<BufferedImage> pictures) {
    }

    /** @param rows their captions */
    ContactSheet(String title, List<String> rows, List<Group> groups) {
        this.title = title;
        this.groups = List.copyOf(groups);
        this.rows = List.copyOf(rows);
    }

    void write(Path file) throws IOException {
        int height = HEADER + rows.size() * (TILE + CAPTION) + MARGIN;
        Drawing drawing = new Drawing(right() + MARGIN, height);
        drawing.font(Font.BOLD, 15);
        drawing.graphics().drawString(title, MARGIN, 26);
        int x = MARGIN;
        for (Group group : groups) {
            drawing.graphics().setColor(Color.BLACK);
            drawing.font(Font.BOLD, 12);
            drawing.graphics().drawString(group.caption(), x, 50);
            for (Column column : group.columns()) {
                drawing.font(Font.PLAIN, 11);
                drawing.graphics().setColor(Color.DARK_GRAY);
                drawing.graphics().drawString(column.caption(), x, 66);
                draw(drawing, column, x);
                x += TILE + GAP;
            }
            x += GROUP_GAP - GAP;
        }
        drawing.graphics().setColor(Color.DARK_GRAY);
        for (int row = 0; row < rows.size(); row++) {
            drawing.graphics().drawString(rows.get(row), MARGIN, top(row) + TILE + 13);
        }
        drawing.write(file);
    }

    private static void draw(Drawing drawing, Column column, int x) {
        for (int row = 0; row < column.pictures().size(); row++) {
            BufferedImage picture = column.pictures().get(row);
            double scale = (double) TILE / Math.max(picture.getWidth(), picture.getHeight());
            int width = (int) Math.round(picture.getWidth() * scale);
            int height = (int) Math.round(picture.getHeight() * scale);
            drawing.graphics().drawImage(picture, x, top(row), width, height, null);
        }
    }

    private static int top(int row) {
        return HEADER + row * (TILE + CAPTION);
    }

    private int right() {
        List<Integer> widths = new ArrayList<>();
        groups.forEach(group -> widths.add(group.columns().size() * (TILE + GAP) - GAP));
        return MARGIN + widths.stream().mapToInt(Integer::intValue).sum() + (groups.size() - 1) * GROUP_GAP;
    }
}
