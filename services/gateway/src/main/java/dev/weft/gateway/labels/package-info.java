/** Label counts, and the selection of images to label next. */
package dev.weft.gateway.labels;
