/**
 * Model serving: versions are fetched, checked, loaded and held here, independent of any framework.
 */
package dev.weft.classifier.serving;
