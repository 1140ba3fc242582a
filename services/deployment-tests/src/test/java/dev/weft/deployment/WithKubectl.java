package dev.weft.deployment;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests of built overlays: skipped where kubectl is missing, unless {@code WEFT_TOOLS=required}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithKubectl.Condition.class)
@interface WithKubectl {

  /** Whether it is there. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "no kubectl: install it, such as with apt-get install kubectl";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      boolean there =
          Pattern.compile(File.pathSeparator)
              .splitAsStream(System.getenv().getOrDefault("PATH", ""))
              .anyMatch(folder -> new File(folder, "kubectl").canExecute());
      if (there) {
        return ConditionEvaluationResult.enabled("kubectl is installed");
      }
      if ("required".equals(System.getenv("WEFT_TOOLS"))) {
        throw new IllegalStateException(MISSING + " (WEFT_TOOLS=required)");
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
