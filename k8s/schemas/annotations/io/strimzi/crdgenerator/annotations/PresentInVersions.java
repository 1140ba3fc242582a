package io.strimzi.crdgenerator.annotations;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** As used by Strimzi's classes; the original declaration is not in any published artifact. */
@Retention(RetentionPolicy.RUNTIME)
public @interface PresentInVersions {
  String value();
}
