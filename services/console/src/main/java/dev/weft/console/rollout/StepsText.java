package dev.weft.console.rollout;

import dev.weft.client.rollout.Rollout;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** A rollout's steps on one or more lines, the current one marked. */
final class StepsText {

  private static final String INDENT = "  ";

  private final Style style;

  StepsText(Style style) {
    this.style = style;
  }

  /** The lines: completed steps dim, the current one bold in brackets, promotion at the end. */
  List<String> lines(Rollout rollout) {
    String arrow = style.unicode() ? "› " : "> ";
    int present = rollout.step();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(INDENT);
    int width = INDENT.length();
    List<String> names = names(rollout);
    for (int i = 0; i < names.size(); i++) {
      String name = i == present ? "[" + names.get(i) + "]" : names.get(i);
      String before = i == 0 ? "" : arrow;
      int room = before.length() + name.length() + 1;
      if (width + room > style.columns()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
        width = INDENT.length();
      }
      line.append(i == 0 ? "" : style.dim(before)).append(painted(name, i, present)).append(' ');
      width += room;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** The current step of a rollout, such as {@code weight 10 %}. */
  static String present(Rollout rollout) {
    return names(rollout).get(rollout.step());
  }

  private String painted(String name, int i, int present) {
    if (i == present) {
      return style.bold(name);
    }
    return i < present ? style.dim(name) : name;
  }

  private static List<String> names(Rollout rollout) {
    List<String> names = new ArrayList<>();
    rollout.steps().forEach(step -> names.add(name(step)));
    names.add("promote");
    return names;
  }

  private static String name(RolloutStep step) {
    if (step.setWeight() != null) {
      return "weight " + step.setWeight() + " %";
    }
    if (step.setShadow() != null) {
      return "shadow " + step.setShadow() + " %";
    }
    if (step.pause() != null) {
      Integer seconds = step.pause().seconds();
      return seconds == null ? "pause" : "pause " + seconds + " s";
    }
    Integer successes = step.analysis() == null ? null : step.analysis().successes();
    return successes != null && successes > 1 ? "analysis x" + successes : "analysis";
  }
}
