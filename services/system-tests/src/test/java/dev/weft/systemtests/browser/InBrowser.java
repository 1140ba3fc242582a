package dev.weft.systemtests.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests of the dashboard in a real browser. Test methods may have parameters of the types
 * {@link BrowserScene} and {@link Dashboard}. Each test starts with an empty page, and fails if the
 * console logs an error that the test has not {@linkplain Dashboard#console taken}. If no browser
 * is installed, the tests are skipped, unless {@code WEFT_TOOLS=required}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(BrowserExtension.class)
@interface InBrowser {}
