package io.strimzi.crdgenerator.annotations;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** As Strimzi's classes carry it; its own declaration is in no published artifact. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Minimum {
  int value();
}
