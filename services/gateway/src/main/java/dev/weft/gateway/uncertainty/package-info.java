/** What thresholds for uncertain answers do to images whose labels are known. */
package dev.weft.gateway.uncertainty;
