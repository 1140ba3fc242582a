package dev.weft.trainer.report.picture;

import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.report.Curve;
import dev.weft.trainer.report.Curves;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Both phases one after the other on one axis, with a gap between them.
 *
 * @param spans of the phases that have epochs, in order
 * @param tickStep epochs from one number on the axis to the next
 */
record Timeline(List<Span> spans, int tickStep) {
  private static final int TICKS = 20;
  private static final double EDGE = 0.6;
  private static final double EDGE_SHARE = 0.01;

  Timeline {
    spans = List.copyOf(spans);
  }

  /**
   * A phase on the axis.
   *
   * @param name for people
   * @param curve its epochs; not empty
   * @param offset the offset of epoch 0
   */
  record Span(String name, Curve curve, int offset) {
    int first() {
      return curve.epochs().get(0).number();
    }

    int last() {
      return curve.epochs().get(curve.epochs().size() - 1).number();
    }

    double at(int epoch) {
      return (double) offset + epoch;
    }

    Epoch best() {
      return curve.epochs().stream()
          .filter(epoch -> epoch.number() == curve.best())
          .findFirst()
          .orElseThrow();
    }

    /** Returns the multiples of the step, and the first epoch if it is not too close to one. */
    int[] ticks(int step) {
      return IntStream.rangeClosed(first(), last())
          .filter(epoch -> epoch % step == 0 || (epoch == first() && last() - first() < step))
          .toArray();
    }
  }

  static Timeline of(Curves curves) {
    List<Curve> some =
        List.of(curves.freeze(), curves.fineTune()).stream()
            .filter(curve -> !curve.epochs().isEmpty())
            .toList();
    int epochs = some.stream().mapToInt(curve -> curve.epochs().size()).sum();
    int gap = 1 + epochs / 40;
    List<Span> spans = new ArrayList<>();
    int end = 0;
    for (Curve curve : some) {
      String name = curve == curves.freeze() ? "freeze" : "fine-tune";
      int offset = spans.isEmpty() ? 0 : end + gap - curve.epochs().get(0).number();
      var span = new Span(name, curve, offset);
      spans.add(span);
      end = offset + span.last();
    }
    return new Timeline(spans, step(epochs));
  }

  double start() {
    return spans.get(0).at(spans.get(0).first()) - edge();
  }

  double end() {
    Span last = spans.get(spans.size() - 1);
    return last.at(last.last()) + edge();
  }

  /** Margin for the markers of the first and the last epoch. */
  private double edge() {
    Span last = spans.get(spans.size() - 1);
    return Math.max(EDGE, EDGE_SHARE * last.at(last.last()));
  }

  private static int step(int epochs) {
    int step = 1;
    int[] factors = {2, 5, 10};
    for (int power = 1; epochs > step * TICKS; power *= 10) {
      for (int i = 0; i < factors.length && epochs > step * TICKS; i++) {
        step = power * factors[i];
      }
    }
    return step;
  }
}
