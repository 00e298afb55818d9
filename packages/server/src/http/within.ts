/**
 * The answer, or null when it takes longer. What comes later is not waited for, and its failure is
 * nobody's any more. One promise and one timer: every credit check waits here.
 */
export function within<Value>(answer: Promise<Value>, limitMs: number): Promise<Value | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, limitMs, null);
    answer.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
