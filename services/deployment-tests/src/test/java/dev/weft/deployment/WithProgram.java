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
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Marks tests that need a program. They are skipped if it is missing, unless {@code
 * WEFT_TOOLS=required}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithProgram.Condition.class)
@interface WithProgram {

  /** Name of the program and of its package. */
  String value();

  /** Checks whether the program is installed. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String program =
          AnnotationSupport.findAnnotation(context.getElement(), WithProgram.class)
              .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), WithProgram.class))
              .orElseThrow()
              .value();
      boolean there =
          Pattern.compile(File.pathSeparator)
              .splitAsStream(System.getenv().getOrDefault("PATH", ""))
              .anyMatch(folder -> new File(folder, program).canExecute());
      if (there) {
        return ConditionEvaluationResult.enabled(program + " is installed");
      }
      String missing = "no %1$s: install it, such as with apt-get install %1$s".formatted(program);
      if ("required".equals(System.getenv("WEFT_TOOLS"))) {
        throw new IllegalStateException(missing + " (WEFT_TOOLS=required)");
      }
      return ConditionEvaluationResult.disabled(missing);
    }
  }
}
