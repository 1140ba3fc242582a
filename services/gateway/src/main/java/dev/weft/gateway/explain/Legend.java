package dev.weft.gateway.explain;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * The strip below the photograph: the class with its probability, the predicted one if it differs,
 * the version, and the scale. Parts that do not fit are omitted, the least important first.
 */
final class Legend {
  private static final Logger LOG = Logger.getLogger(Legend.class);
  private static final Color PAPER = new Color(0xf7f6f4);
  private static final Color INK = new Color(0x1f1d1b);
  private static final Color PALE = new Color(0x77726c);

  /** Title of the scale. */
  private static final String SCALE = "evidence";

  private static final int LOWEST = 22;
  private static final int HIGHEST = 56;
  private static final double OF_WIDTH = 0.06;

  private final Explanation explanation;
  private final int width;
  private final int height;

  /**
   * @param width of the picture, in pixels
   */
  Legend(Explanation explanation, int width) {
    this.explanation = explanation;
    this.width = width;
    this.height = (int) Math.max(LOWEST, Math.min(HIGHEST, Math.round(width * OF_WIDTH)));
  }

  /** Height in pixels. */
  int height() {
    return height;
  }

  /** Draws at the origin. */
  void draw(Graphics2D graphics) {
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, width, height);
    int right = scale(graphics);
    try {
      text(graphics, right);
    } catch (RuntimeException | LinkageError | InternalError e) {
      // A machine without fontconfig or fonts: the picture is useful without text.
      LOG.warnf("the legend has no text, because this machine cannot draw text: %s", e);
    }
  }

  /** Draws the scale at the right end, and returns its left edge. */
  private int scale(Graphics2D graphics) {
    int margin = height / 3;
    int length = Math.min(4 * height, width / 4);
    int left = width - margin - length;
    int thick = Math.max(4, height / 4);
    for (int x = 0; x < length; x++) {
      double strength = (x + 0.5) / length;
      double cover = ColourMap.opacity(strength);
      graphics.setColor(
          new Color(ColourMap.mix(PAPER.getRGB() & 0xffffff, ColourMap.colour(strength), cover)));
      graphics.fillRect(left + x, (height - thick) / 2, 1, thick);
    }
    return left;
  }

  private void text(Graphics2D graphics, int right) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, Math.round(height * 0.46f));
    Line line = new Line(graphics, height / 3.0, right - height / 2.0, height * 0.66);
    line.add(explanation.label(), plain.deriveFont(Font.BOLD), INK);
    line.add(percent(explanation.map().probability()), plain, INK);
    if (!explanation.predicted().label().equals(explanation.label())) {
      line.add(
          "predicted: %s %s"
              .formatted(
                  explanation.predicted().label(), percent(explanation.predicted().probability())),
          plain,
          PALE);
    }
    line.add(explanation.model().toString(), plain, PALE);
    line.end(SCALE, plain, PALE);
  }

  private static String percent(double probability) {
    return String.format(Locale.ROOT, "%.1f %%", probability * 100);
  }

  /** Draws words from left to right until one does not fit, and a last one at the right end. */
  private static final class Line {
    private final Graphics2D graphics;
    private final double end;
    private final double base;
    private double x;
    private boolean full;

    Line(Graphics2D graphics, double start, double end, double base) {
      this.graphics = graphics;
      this.x = start;
      this.end = end;
      this.base = base;
    }

    void add(String text, Font font, Color colour) {
      double wide = wide(text, font);
      full |= x + wide > end;
      if (!full) {
        draw(text, font, colour, x);
        x += wide + font.getSize() * 0.7;
      }
    }

    /** Draws the last word, at the right end. */
    void end(String text, Font font, Color colour) {
      double start = end - wide(text, font);
      if (!full && x <= start) {
        draw(text, font, colour, start);
      }
    }

    private double wide(String text, Font font) {
      return graphics.getFontMetrics(font).getStringBounds(text, graphics).getWidth();
    }

    private void draw(String text, Font font, Color colour, double from) {
      graphics.setFont(font);
      graphics.setColor(colour);
      graphics.drawString(text, (float) from, (float) base);
    }
  }
}
