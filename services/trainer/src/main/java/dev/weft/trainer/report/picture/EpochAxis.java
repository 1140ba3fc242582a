package dev.weft.trainer.report.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An axis on which each phase's epochs are numbered separately, as in the report. */
final class EpochAxis extends NumberAxis {
  private final transient Timeline time;

  EpochAxis(Timeline time) {
    super("epoch of the phase");
    this.time = time;
    setRange(time.start(), time.end());
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<NumberTick> ticks = new ArrayList<>();
    for (Timeline.Span span : time.spans()) {
      for (int epoch : span.ticks(time.tickStep())) {
        ticks.add(
            new NumberTick(
                span.at(epoch),
                Integer.toString(epoch),
                TextAnchor.TOP_CENTER,
                TextAnchor.CENTER,
                0));
      }
    }
    return ticks;
  }
}
