package dev.weft.bench.verdict;

import static dev.weft.bench.setup.Numbers.text;

import dev.weft.bench.verdict.Simulation.Outcome;
import dev.weft.bench.verdict.VerdictResult.Found;
import dev.weft.bench.verdict.VerdictResult.Wrong;
import java.util.List;
import java.util.Map;

/** The share of rollouts with the verdict by number of labels, as two charts in SVG. */
record VerdictPlot(Wrong wrong, Found found, int most) {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 260;
  private static final int LEFT = 52;
  private static final int TOP = 44;
  private static final int GAP = 90;
  private static final int POINTS = 120;

  /** Distinguishable for people with colour-blindness (Okabe and Ito). */
  private static final List<String> COLORS = List.of("#999999", "#0072b2", "#e69f00", "#009e73");

  String toSvg() {
    var svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
            2 * (LEFT + WIDTH) + GAP - LEFT, TOP + HEIGHT + 120));
    chart(svg, LEFT, "Wrong: " + wrong.question(), wrong.outcomes(), 0.4, 0.025);
    chart(svg, LEFT + WIDTH + GAP, "Right: " + found.question(), found.outcomes(), 1, Double.NaN);
    int row = 0;
    for (String name : wrong.outcomes().keySet()) {
      int y = TOP + HEIGHT + 52 + 16 * row;
      svg.append(
          text(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2.5\"/>"
                  + "<text x=\"%d\" y=\"%d\">%s</text>%n",
              LEFT, LEFT + 24, y, y, COLORS.get(row), LEFT + 32, y + 4, escaped(name)));
      row++;
    }
    return svg.append("</svg>\n").toString();
  }

  private void chart(
      StringBuilder svg,
      int left,
      String title,
      Map<String, Outcome> outcomes,
      double highest,
      double line) {
    svg.append(
        text("<text x=\"%d\" y=\"22\" font-weight=\"bold\">%s</text>%n", left, escaped(title)));
    for (int i = 0; i <= 4; i++) {
      double y = TOP + HEIGHT - HEIGHT * i / 4.0;
      double x = left + WIDTH * i / 4.0;
      svg.append(
          text(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f %%</text>"
                  + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
              left,
              left + WIDTH,
              y,
              y,
              left - 6,
              y + 4,
              100 * highest * i / 4,
              x,
              TOP + HEIGHT + 18,
              most * i / 4));
    }
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">labels of the candidate's images"
                + "</text>%n",
            left + WIDTH / 2, TOP + HEIGHT + 34));
    if (!Double.isNaN(line)) {
      double y = TOP + HEIGHT * (1 - line / highest);
      svg.append(
          text(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#d55e00\""
                  + " stroke-dasharray=\"5 4\"/>%n",
              left, left + WIDTH, y, y));
    }
    int row = 0;
    for (Outcome outcome : outcomes.values()) {
      svg.append(
          text(
              "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" points=\"%s\"/>%n",
              COLORS.get(row++), points(left, outcome, highest)));
    }
  }

  private String points(int left, Outcome outcome, double highest) {
    var points = new StringBuilder();
    for (int i = 0; i <= POINTS; i++) {
      double share = Math.min(highest, outcome.within(most * i / POINTS));
      points.append(
          text(
              "%.1f,%.1f ",
              left + WIDTH * i / (double) POINTS, TOP + HEIGHT * (1 - share / highest)));
    }
    return points.toString().trim();
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
