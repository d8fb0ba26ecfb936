import { AcrPolicyAspect } from 'azure-acr-policy-pack/cdktf';
import type { AcrPolicyOptions } from 'azure-acr-policy-pack/cdktf';
import { Aspects, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** What holds for every stack of Contoso. */
export const companyPolicy: AcrPolicyOptions = {
  rules: {
    'Azure.ACR.AdminUser': 'mandatory',
    'Azure.ACR.Retention': { level: 'advisory', minimumDays: 30 },
  },
  exemptions: [
    {
      resource: 'shop/downloads*',
      rules: ['Azure.ACR.Firewall'],
      reason: 'Images for customers, approved by the security board',
      expires: '2030-12-31',
    },
  ],
  // Exemptions are the platform team's business, not the stack's own.
  inCodeExemptions: 'forbid',
};

/** The base of every stack at Contoso: what is in it is held to the company's policy. */
export class CompanyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    Aspects.of(this).add(new AcrPolicyAspect(companyPolicy));
  }
}
