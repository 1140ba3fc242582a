package dev.weft.systemtests.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of the dashboard in a real browser. They may take a {@link BrowserScene} and a {@link
 * Dashboard}; each begins with an empty page, and fails if the console says an error that it has
 * not {@linkplain Dashboard#console taken}. Without a browser on the machine they are skipped,
 * unless {@code WEFT_TOOLS=required}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(BrowserExtension.class)
@interface InBrowser {}
