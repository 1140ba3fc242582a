package dev.weft.cli.rollout;

import dev.weft.client.model.ModelUncertainty;
import dev.weft.client.model.ModelUncertainty.HeldOut;
import dev.weft.client.model.ModelUncertainty.Labeled;
import dev.weft.client.model.ModelUncertainty.Thresholds;
import dev.weft.client.rollout.UncertaintyPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats the rules for uncertain answers as text. */
final class UncertaintyText {

  private UncertaintyText() {}

  static List<String> lines(ModelUncertainty found) {
    List<String> lines = new ArrayList<>();
    lines.add("%s:%d  %s".formatted(found.model(), found.version(), policy(found.policy())));
    lines.add("  uncertain        " + thresholds(found.thresholds()));
    lines.add("  held-out images  " + heldOut(found.heldOut()));
    lines.add("  last 24 hours    " + lastDay(found.lastDay()));
    if (found.note() != null) {
      lines.add("  note: " + found.note());
    }
    return lines;
  }

  private static String policy(UncertaintyPolicy policy) {
    List<String> parts = new ArrayList<>();
    String each = Boolean.TRUE.equals(policy.perClass()) ? " of each class" : "";
    if (policy.answered() != null) {
      parts.add("%s answered%s".formatted(percent(policy.answered()), each));
    }
    if (policy.precision() != null) {
      parts.add(
          "%s of the certain predictions%s correct".formatted(percent(policy.precision()), each));
    }
    boolean isExplicit =
        policy.minimumConfidence() != null
            || policy.maximumOutlierScore() != null
            || policy.minimumConfidenceByClass() != null
                && !policy.minimumConfidenceByClass().isEmpty();
    if (isExplicit) {
      parts.add("thresholds set by an order");
    }
    return parts.isEmpty() ? "as published" : String.join(", ", parts);
  }

  private static String thresholds(Thresholds thresholds) {
    if (thresholds == null) {
      return "no thresholds; set one, such as --min-confidence 0.5";
    }
    StringBuilder line = new StringBuilder("below " + percent(thresholds.minimumConfidence()));
    for (Map.Entry<String, Double> of : thresholds.minimumConfidenceByClass().entrySet()) {
      line.append(", %s below %s".formatted(of.getKey(), percent(of.getValue())));
    }
    if (thresholds.maximumOutlierScore() != null) {
      line.append(
          ", or with an outlier score above %s"
              .formatted(String.format(Locale.ROOT, "%.2f", thresholds.maximumOutlierScore())));
    }
    return line.toString();
  }

  private static String heldOut(HeldOut heldOut) {
    if (heldOut == null) {
      return "the version has no predictions for held-out images";
    }
    String known =
        effect(heldOut.images(), heldOut.answered(), heldOut.right(), heldOut.uncertainRight());
    return heldOut.unknownImages() == 0
        ? known
        : "%s; %,d of no class, %s of them uncertain"
            .formatted(
                known,
                heldOut.unknownImages(),
                share(heldOut.unknownUncertain(), heldOut.unknownImages()));
  }

  private static String lastDay(Labeled day) {
    if (day.images() == 0) {
      return "no image classified by this version is labeled";
    }
    return (day.sample() ? "newest of each label: " : "")
        + effect(day.images(), day.answered(), day.right(), day.uncertainRight());
  }

  private static String effect(int images, int answered, int right, int uncertainRight) {
    int uncertain = images - answered;
    String answers =
        "%,d: %s certain, %s of those correct"
            .formatted(images, share(answered, images), share(right, answered));
    return uncertain == 0
        ? answers
        : "%s; %,d uncertain, %s of those correct"
            .formatted(answers, uncertain, share(uncertainRight, uncertain));
  }

  private static String share(int some, int all) {
    return all == 0 ? "none" : percent((double) some / all);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
