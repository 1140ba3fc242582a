package dev.weft.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.training.TrainingReport;
import dev.weft.trainer.report.Report;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Compares what the client reads of a training's report with what the trainer writes, field by
 * field.
 */
class TrainingReportTest {
  private final List<String> differences = new ArrayList<>();

  @Test
  void everyMemberThatIsReadIsWritten() {
    compare("report", TrainingReport.class, Report.class);

    assertThat(differences).isEmpty();
  }

  @Test
  void aMemberThatNobodyWritesIsFound() {
    compare("interval", Interval.class, TrainingReport.Interval.class);

    assertThat(differences).containsExactly("interval.middle");
  }

  private record Interval(double low, double high, double middle) {}

  private void compare(String where, Class<?> read, Class<?> written) {
    for (RecordComponent component : read.getRecordComponents()) {
      String name = where + "." + component.getName();
      Optional<RecordComponent> other =
          Arrays.stream(written.getRecordComponents())
              .filter(it -> it.getName().equals(component.getName()))
              .findFirst();
      if (other.isEmpty()) {
        differences.add(name);
      } else {
        compare(name, component.getGenericType(), other.get().getGenericType());
      }
    }
  }

  private void compare(String where, Type read, Type written) {
    if (read instanceof ParameterizedType one && written instanceof ParameterizedType other) {
      Type[] values = one.getActualTypeArguments();
      int last = values.length - 1;
      assertThat(one.getRawType()).as(where).isEqualTo(other.getRawType());
      compare(where + "[]", values[last], other.getActualTypeArguments()[last]);
    } else if (read instanceof Class<?> type && type.isRecord()) {
      compare(where, type, (Class<?>) written);
    } else if (!read.equals(written) && !isCode(read, written)) {
      differences.add(where + " is " + written.getTypeName());
    }
  }

  /** Whether an enum of the trainer is read as its code, since readers may not know all values. */
  private static boolean isCode(Type read, Type written) {
    return read.equals(String.class) && written instanceof Class<?> type && type.isEnum();
  }
}
