/** What is made of features: a head's answers, and the rehearsal examples of a version. */
package dev.weft.trainer.features;
