/** A rule's page with its derived examples, as it should be. */
export declare function withDerivedExamples(page: string): Promise<string>;
